# Dutch. The frame around every screen.

language-name = Nederlands
home = Terug
home-held = Houd vast: terug
help = Talen en meer
done = Klaar
close = Sluiten
access = Wat vind jij fijn?
access-large-text = Grotere letters
access-reduced-motion = Minder beweging
access-tap-to-hold = Tikken is genoeg
access-captions = Ondertitels
volume-muted = Stil
volume-low = Zacht
volume-full = Luid
play = Spelen

# What screen readers say of a control that has only a name.
spoken-name = { $name }

# The keyboard: its rows from above, letters without spaces, rows parted by a space.
keyboard-rows = 1234567890 qwertyuiopé asdfghjklëï zxcvbnmöüè
keyboard-rows-narrow = 1234567890 qwertyuiopé asdfghjklëï zxcvbnmöüè
key-shift = Hoofdletters
key-space = Spatie
key-backspace = Een letter wissen
key-cancel = Laat maar zo
key-done = Klaar
