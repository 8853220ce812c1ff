sureness-title = Hoe zeker?
sureness-nothing = Leer eerst twee dingen aan!
sureness-look = Bedek de helft. Wat gebeurt er?
