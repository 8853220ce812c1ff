outfit-title = Sounds and more
outfit-sentence = How should we answer?
outfit-sound = Sound
outfit-confetti = Confetti
outfit-silent = No sound
outfit-creature = Other creature
outfit-earlier = Earlier sounds
outfit-later = More sounds
