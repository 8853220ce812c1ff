# Dutch. The garden: for small children, at most six words that an adult reads aloud.
# The space before an ellipsis does not break.

prompt-loading = We worden wakker …
prompt-broken = Wij slapen nog. Haal iemand!
prompt-first = Laat zien! Druk lang op { $name }!
prompt-show = Wat heb jij daar?
prompt-second = Leer { $name } nu iets nieuws!
prompt-look = Kiekeboe! Kijk naar mij!
prompt-keep-holding = Ja! Blijf drukken …
prompt-same-again = Dat weer? Draai het eens!
prompt-turn-it = Draai het rond en rond!
prompt-nearly = Bijna! Dichtbij, en weer weg!
prompt-one-side-done = Hoera! Draai het om, druk weer!
prompt-plenty = Buikje vol! Wie is er nu?
prompt-tapped = Klik! { $name } wil meer. Druk!
prompt-few = { $name } heeft nog honger. Druk!
prompt-one-side = Laat { $name } de achterkant zien!
prompt-play = Laat weer zien! Wie weet het?
prompt-never-seen = Oo! Wat is dat nou?
prompt-opened = { $name } is er! Laat iets zien!
prompt-count-down = Let op: { $secs } …

camera-opening = Ik doe mijn ogen open …
camera-demonstration = Dit zijn maar foto’s.
camera-gone = Waar is mijn camera?
camera-asleep = De camera slaapt. Wakker worden!
camera-broken = Mijn camera is stuk. Haal iemand!

class-resting = { $name } (slaapt)
add-class = Nog een vriendje
cards-next = Meer vriendjes
cards-previous = Vorige vriendjes
