# Pictures that visitors may give to a class, for those who have them read aloud.

picture-banana = Een dansende banaan
picture-cake = Een verjaardagstaart
picture-cat = Een zwaaiende kat
picture-clapping = Klappende handen
picture-fireworks = Vuurwerk
picture-fish = Een vis in een bel
picture-frog = Een springende kikker
picture-heart = Een kloppend hart
picture-moon = Een slapende maan
picture-no = Een kruis: nee
picture-question = Een vraagteken
picture-rain-cloud = Een regenwolk
picture-rainbow = Een regenboog
picture-rocket = Een raket
picture-star = Een draaiende ster
picture-sun = Een lachende zon
picture-thumbs-up = Duim omhoog
picture-tick = Een vinkje: ja
