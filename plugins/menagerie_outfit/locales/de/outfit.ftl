outfit-title = Klänge und mehr
outfit-sentence = Wie sollen wir antworten?
outfit-sound = Klang
outfit-confetti = Konfetti
outfit-silent = Kein Klang
outfit-creature = Anderes Wesen
outfit-earlier = Frühere Klänge
outfit-later = Mehr Klänge
