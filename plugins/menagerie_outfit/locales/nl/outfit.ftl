outfit-title = Geluiden en meer
outfit-sentence = Hoe zullen we antwoorden?
outfit-sound = Geluid
outfit-confetti = Confetti
outfit-silent = Geen geluid
outfit-creature = Ander wezen
outfit-earlier = Vorige geluiden
outfit-later = Meer geluiden
