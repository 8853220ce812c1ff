# Pictures that visitors may give to a class, for those who have them read aloud.

picture-banana = Une banane qui danse
picture-cake = Un gâteau d’anniversaire
picture-cat = Un chat qui salue
picture-clapping = Des mains qui applaudissent
picture-fireworks = Un feu d’artifice
picture-fish = Un poisson dans une bulle
picture-frog = Une grenouille qui saute
picture-heart = Un cœur qui bat
picture-moon = Une lune endormie
picture-no = Une croix : non
picture-question = Un point d’interrogation
picture-rain-cloud = Un nuage de pluie
picture-rainbow = Un arc-en-ciel
picture-rocket = Une fusée
picture-star = Une étoile qui tourne
picture-sun = Un soleil qui rit
picture-thumbs-up = Un pouce levé
picture-tick = Une coche : oui
