# Dutch. The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.
# The space before an ellipsis does not break. To hold a button is “lang drukken”, for the button says “Druk”.

prompt-loading = De beestjes worden wakker …
prompt-broken = We worden niet wakker. Haal er even iemand bij!
prompt-first = Laat me iets zien en druk lang op de knop van { $name }!
prompt-show = Laat me iets zien!
prompt-second = Ik zeg steeds hetzelfde! Leer { $name } iets nieuws.
prompt-look = Kijk eens naar mij!
prompt-keep-holding = Goed zo! Blijf drukken …
prompt-same-again = Ik zie weer hetzelfde. Draai het eens!
prompt-turn-it = Draai het een beetje, dan zie ik alles!
prompt-nearly = Bijna klaar! Houd het dichtbij, en dan verder weg!
prompt-one-side-done = Knap gedaan! Laat los, draai het om en druk weer!
prompt-plenty = Meer dan genoeg! Laat los en ga naar de volgende.
prompt-tapped = Klik! Druk langer, dan ziet { $name } meer.
prompt-few = { $name } wil meer zien. Druk lang!
prompt-one-side = { $name } kent maar één kant. Draai het om en druk!
prompt-play = Laat je spullen nog eens zien! Wie geeft antwoord?
prompt-never-seen = Dat heb ik nog nooit gezien! Leer je het mij?
prompt-opened = { $name } komt op bezoek. Laat maar iets zien!
prompt-count-down = Maak je klaar: { $secs } …

camera-on = Ik zie je! Foto’s blijven hier en ik vergeet ze weer.
camera-keeps = Ik zie je! Foto’s waar ik van leer, worden bewaard.
camera-opening = De camera gaat aan …
camera-demonstration = Dit zijn foto’s, geen camera.
camera-busy-demonstration = De camera is bezet. Hier zijn foto’s.
camera-none-demonstration = Geen camera gevonden. Hier zijn foto’s.
camera-gone = De camera is weg. Ik zoek hem …
camera-asleep = De camera slaapt. Ik maak hem wakker …
camera-busy = De camera is ergens anders bezig …
camera-broken = De camera doet het niet. Haal er even iemand bij!

shelf = Laat me zien:
hold = Druk
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent }%
class-name = { $name }
class-resting = { $name } (rust uit)

start-over = Druk lang: opnieuw
undo = Stap terug
add-class = Nog een beestje
cards-next = Meer beestjes
cards-previous = Vorige beestjes
workshop = Werkplaats, voor medewerkers

trouble-refused = Dit bestand werkt hier niet. Alles blijft zoals het was.
trouble-not-saved = Deze les is niet bewaard. Haal er even iemand bij!
trouble-not-opened = Het bestand van de les gaat niet open. Haal er even iemand bij!

spoken-hold = Druk lang om { $name } iets te leren
spoken-creature = Het beestje van { $name }
spoken-rename = De naam { $name } veranderen
spoken-thumbnail = Foto { $place } weghalen

# The name of a class that has no creature, until somebody names it.
new-class = Groep

# Captions of what is heard.
caption-done = fanfare: alle dertig foto’s
caption-reset = zoef: er is iets weg
caption-sings = { $name } zingt

# Where the exhibit waits, and the end of a visit.
attract-title = Maak ons wakker!
attract-invitation = Leer ons wat je ziet.
attract-start = Raak aan om de wezens te wekken
farewell = Tot ziens
farewell-taught = Je hebt ons veel geleerd!
farewell-nothing = Nog niets geleerd!
farewell-photograph = Maak een foto van je wezens!
farewell-kept = Jullie les blijft in het bestand.
farewell-goodbye = Vasthouden: tot ziens
farewell-pictures = { $pictures ->
    [one] één foto
   *[other] { $pictures } foto’s
}
still-there = Ben je er nog? { $secs }
