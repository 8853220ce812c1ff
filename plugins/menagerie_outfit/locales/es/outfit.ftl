outfit-title = Sonidos y más
outfit-sentence = ¿Cómo debemos responder?
outfit-sound = Sonido
outfit-confetti = Confeti
outfit-silent = Sin sonido
outfit-creature = Otra criatura
outfit-earlier = Sonidos anteriores
outfit-later = Más sonidos
