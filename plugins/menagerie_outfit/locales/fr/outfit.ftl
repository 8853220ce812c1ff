outfit-title = Sons et plus
outfit-sentence = Comment devons-nous répondre ?
outfit-sound = Son
outfit-confetti = Confettis
outfit-silent = Aucun son
outfit-creature = Autre créature
outfit-earlier = Sons précédents
outfit-later = Autres sons
