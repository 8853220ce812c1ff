# Pictures that visitors may give to a class, for those who have them read aloud.

picture-banana = Eine tanzende Banane
picture-cake = Ein Geburtstagskuchen
picture-cat = Eine winkende Katze
picture-clapping = Klatschende Hände
picture-fireworks = Ein Feuerwerk
picture-fish = Ein Fisch in einer Blase
picture-frog = Ein hüpfender Frosch
picture-heart = Ein schlagendes Herz
picture-moon = Ein schlafender Mond
picture-no = Ein Kreuz: nein
picture-question = Ein Fragezeichen
picture-rain-cloud = Eine Regenwolke
picture-rainbow = Ein Regenbogen
picture-rocket = Eine Rakete
picture-star = Ein drehender Stern
picture-sun = Eine lachende Sonne
picture-thumbs-up = Daumen hoch
picture-tick = Ein Haken: ja
