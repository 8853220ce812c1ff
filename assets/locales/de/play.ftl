# German. The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.
# The space before an ellipsis and before % does not break.

prompt-loading = Die Wesen wachen auf …
prompt-broken = Wir wachen nicht auf. Bitte hol jemanden!
prompt-first = Zeig mir etwas und halte den Knopf von { $name } gedrückt!
prompt-show = Zeig mir etwas!
prompt-second = Ich sage immer dasselbe! Bring { $name } etwas Neues bei.
prompt-look = Schau mich an!
prompt-keep-holding = Gut! Weiter halten …
prompt-same-again = Ich sehe wieder dasselbe. Dreh es mal!
prompt-turn-it = Dreh es ein bisschen, dann sehe ich alles!
prompt-nearly = Fast geschafft! Näher heran, dann weiter weg!
prompt-one-side-done = Toll! Lass los, dreh es um und halte noch mal!
prompt-plenty = Prima, genug! Lass los, das nächste Wesen wartet.
prompt-tapped = Klick! Halte länger, dann sieht { $name } mehr.
prompt-few = { $name } möchte mehr sehen. Halte den Knopf!
prompt-one-side = { $name } kennt nur eine Seite. Dreh es um und halte!
prompt-play = Zeig deine Sachen noch mal! Wer antwortet?
prompt-never-seen = Das habe ich noch nie gesehen! Bringst du es mir bei?
prompt-opened = { $name } kommt zu Besuch. Zeig mal etwas!
prompt-count-down = Mach dich bereit: { $secs } …

camera-on = Ich sehe dich! Bilder bleiben hier und werden vergessen.
camera-keeps = Ich sehe dich! Bilder zum Lernen werden gespeichert.
camera-opening = Die Kamera geht an …
camera-demonstration = Das sind Fotos, keine Kamera.
camera-busy-demonstration = Die Kamera ist beschäftigt. Hier sind Fotos.
camera-none-demonstration = Keine Kamera gefunden. Hier sind Fotos.
camera-gone = Die Kamera ist weg. Ich suche sie …
camera-asleep = Die Kamera ist eingeschlafen. Ich wecke sie …
camera-busy = Die Kamera hat gerade anderes zu tun …
camera-broken = Die Kamera geht nicht. Bitte hol jemanden!

shelf = Zeig mir:
hold = Halten
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent } %
class-name = { $name }
class-resting = { $name } (Pause)

start-over = Halten: neu anfangen
undo = Schritt zurück
add-class = Noch ein Wesen
cards-next = Weitere Wesen
cards-previous = Vorherige Wesen
workshop = Werkstatt, für das Personal

trouble-refused = Die Datei geht hier nicht. Alles ist wie vorher.
trouble-not-saved = Diese Lektion ist nicht gespeichert. Bitte hol jemanden!
trouble-not-opened = Die Datei der Lektion geht nicht auf. Bitte hol jemanden!

spoken-hold = Halten, um { $name } etwas beizubringen
spoken-creature = Das Wesen von { $name }
spoken-rename = Den Namen { $name } ändern
spoken-thumbnail = Bild { $place } herausnehmen

# The name of a class that has no creature, until somebody names it.
new-class = Gruppe

# Captions of what is heard.
caption-done = Fanfare: alle dreißig Bilder
caption-reset = wusch: etwas ist weg
caption-sings = { $name } singt

# Where the exhibit waits, and the end of a visit.
attract-title = Weck uns auf!
attract-invitation = Bring uns bei, was du siehst.
attract-start = Berühren weckt die Wesen
farewell = Tschüss
farewell-taught = Wir haben viel von dir gelernt!
farewell-nothing = Noch nichts gelernt!
farewell-photograph = Fotografiere deine Wesen!
farewell-kept = Eure Lektion bleibt in ihrer Datei.
farewell-goodbye = Halten: tschüss
farewell-pictures = { $pictures ->
    [one] ein Bild
   *[other] { $pictures } Bilder
}
still-there = Noch da? { $secs }
