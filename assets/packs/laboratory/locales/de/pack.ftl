# German. The laboratory: for teenagers, sober and exact, one thought a sentence.
# The space before an ellipsis does not break.

prompt-loading = Das Netz startet …
prompt-broken = Das Netz startet nicht. Bitte hol Hilfe.
prompt-first = Halte den Knopf von { $name } und zeig etwas.
prompt-show = Zeig der Kamera ein Objekt.
prompt-second = Eine Klasse ist keine Wahl. Bring { $name } mehr bei.
prompt-look = Stell dich vor die Kamera.
prompt-keep-holding = Beispiele werden aufgenommen. Weiter halten …
prompt-same-again = Dieses Beispiel bringt nichts Neues. Dreh das Objekt.
prompt-turn-it = Dreh das Objekt. Beispiele sollen verschieden sein.
prompt-nearly = Fast fertig. Ändere den Abstand.
prompt-one-side-done = Eine Ansicht ist fertig. Loslassen, drehen, halten.
prompt-plenty = Genug Beispiele. Weiter mit einer anderen Klasse.
prompt-tapped = Ein Beispiel. Halte länger, dann hat { $name } mehr.
prompt-few = { $name } hat wenige Beispiele. Halte den Knopf.
prompt-one-side = { $name } kennt nur eine Ansicht. Drehen und halten.
prompt-play = Teste es: zeig etwas und lies die Sicherheit ab.
prompt-never-seen = Unbekannt: das gleicht keinem Beispiel.
prompt-opened = { $name } ist geladen. Zeig etwas, um zu testen.
prompt-count-down = Start in { $secs } …

camera-on = Kamera an. Bilder bleiben hier und werden vergessen.
camera-keeps = Kamera an. Gelernte Bilder werden gespeichert.
camera-opening = Die Kamera geht an …
camera-demonstration = Das sind Fotos, keine Kamera.
camera-busy-demonstration = Die Kamera ist belegt. Das sind Fotos.
camera-none-demonstration = Keine Kamera gefunden. Das sind Fotos.
camera-gone = Kamera getrennt. Suche läuft …
camera-asleep = Die Kamera antwortet nicht. Neustart …
camera-busy = Ein anderes Programm nutzt die Kamera …
camera-broken = Die Kamera geht nicht. Bitte hol Hilfe.

shelf = Objekte:
class-resting = { $name } (Pause)
start-over = Halten: zurücksetzen
add-class = Neue Klasse
cards-next = Weitere Klassen
cards-previous = Vorherige Klassen

spoken-hold = Halten, um Beispiele für { $name } aufzunehmen
spoken-creature = Das Instrument von { $name }

new-class = Klasse

trouble-refused = Diese Datei geht hier nicht. Alles ist wie vorher.
trouble-not-saved = Diese Lektion ist nicht gespeichert. Bitte hol Hilfe.
trouble-not-opened = Die Datei der Lektion geht nicht auf. Bitte hol Hilfe.
