# German. The garden: for small children, at most six words that an adult reads aloud.
# The space before an ellipsis does not break.

prompt-loading = Wir wachen auf …
prompt-broken = Wir schlafen noch. Hol jemanden!
prompt-first = Zeig mir was! Halte { $name } gedrückt!
prompt-show = Was hast du da?
prompt-second = Zeig { $name } jetzt etwas Neues!
prompt-look = Kuckuck! Schau mich an!
prompt-keep-holding = Ja! Weiter halten …
prompt-same-again = Schon wieder? Dreh es mal!
prompt-turn-it = Dreh es rundherum!
prompt-nearly = Fast! Nah heran, dann weg!
prompt-one-side-done = Hurra! Umdrehen, noch mal halten!
prompt-plenty = Bauch voll! Wer ist dran?
prompt-tapped = Klick! { $name } will mehr. Halten!
prompt-few = { $name } hat noch Hunger. Halten!
prompt-one-side = Zeig { $name } die andere Seite!
prompt-play = Zeig noch mal! Wer weiß es?
prompt-never-seen = Oh! Was ist das denn?
prompt-opened = { $name } ist da! Zeig mal was!
prompt-count-down = Achtung: { $secs } …

camera-opening = Ich mache die Augen auf …
camera-demonstration = Das sind nur Fotos.
camera-gone = Wo ist meine Kamera?
camera-asleep = Die Kamera schläft. Aufwachen!
camera-broken = Meine Kamera ist kaputt. Hol jemanden!

class-resting = { $name } (schläft)
add-class = Noch ein Freund
cards-next = Mehr Freunde
cards-previous = Vorherige Freunde
