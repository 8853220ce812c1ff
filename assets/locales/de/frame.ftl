# German. The frame around every screen.

language-name = Deutsch
home = Zurück
home-held = Halten: zurück
help = Sprachen und mehr
done = Fertig
close = Schließen
access = Was hilft dir?
access-large-text = Größere Schrift
access-reduced-motion = Weniger Bewegung
access-tap-to-hold = Tippen statt Halten
access-captions = Untertitel
volume-muted = Still
volume-low = Leise
volume-full = Laut
play = Spielen

# What screen readers say of a control that has only a name.
spoken-name = { $name }

# The keyboard: its rows from above, letters without spaces, rows parted by a space.
keyboard-rows = 1234567890 qwertzuiopü asdfghjklöä yxcvbnmß
keyboard-rows-narrow = 1234567890 qwertzuiopü asdfghjklöä yxcvbnmß
key-shift = Großbuchstaben
key-space = Leerzeichen
key-backspace = Einen Buchstaben löschen
key-cancel = Alles so lassen
key-done = Fertig
