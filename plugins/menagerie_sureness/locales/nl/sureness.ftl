sureness-title = Hoe zeker?
sureness-nothing = Leer eerst twee dingen aan!
sureness-look = Bedek de helft. Wat gebeurt er?
sureness-never-seen = Dat heb ik nog nooit gezien!
