# Dutch. The laboratory: for teenagers, sober and exact, one thought a sentence.
# The space before an ellipsis does not break.

prompt-loading = Het netwerk start …
prompt-broken = Het netwerk start niet. Vraag iemand om hulp.
prompt-first = Druk lang op de knop van { $name } en toon iets.
prompt-show = Toon een voorwerp aan de camera.
prompt-second = Eén klasse is geen keuze. Leer { $name } iets anders.
prompt-look = Ga voor de camera staan.
prompt-keep-holding = Voorbeelden worden opgenomen. Blijf drukken …
prompt-same-again = Dit voorbeeld voegt niets toe. Draai het voorwerp.
prompt-turn-it = Draai het voorwerp. Voorbeelden moeten verschillen.
prompt-nearly = Bijna klaar. Verander de afstand.
prompt-one-side-done = Eén kant is opgenomen. Laat los, draai en druk weer.
prompt-plenty = Genoeg voorbeelden. Ga verder met een andere klasse.
prompt-tapped = Eén voorbeeld. Druk langer, dan krijgt { $name } meer.
prompt-few = { $name } heeft weinig voorbeelden. Druk lang.
prompt-one-side = { $name } kent maar één kant. Draai het en druk.
prompt-play = Test het: toon iets en lees de zekerheid af.
prompt-never-seen = Onbekend: dit lijkt op geen enkel voorbeeld.
prompt-opened = { $name } is geladen. Toon een voorwerp als test.
prompt-count-down = Start over { $secs } …

camera-on = Camera aan. Foto’s blijven hier en worden vergeten.
camera-keeps = Camera aan. Geleerde foto’s worden bewaard.
camera-opening = De camera gaat aan …
camera-demonstration = Dit zijn foto’s, geen camera.
camera-busy-demonstration = De camera is in gebruik. Dit zijn foto’s.
camera-none-demonstration = Geen camera gevonden. Dit zijn foto’s.
camera-gone = Camera losgekoppeld. Zoeken …
camera-asleep = De camera reageert niet. Opnieuw starten …
camera-busy = Een ander programma gebruikt de camera …
camera-broken = De camera werkt niet. Vraag iemand om hulp.

shelf = Voorwerpen:
class-resting = { $name } (gepauzeerd)
start-over = Druk lang: reset
add-class = Klasse erbij
cards-next = Meer klassen
cards-previous = Vorige klassen

spoken-hold = Druk lang om voorbeelden van { $name } op te nemen
spoken-creature = Het instrument van { $name }

new-class = Klasse

trouble-refused = Dit bestand is hier niet bruikbaar. Alles blijft gelijk.
trouble-not-saved = Deze les is niet bewaard. Vraag iemand om hulp.
trouble-not-opened = Het bestand van de les gaat niet open. Vraag om hulp.
