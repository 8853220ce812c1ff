# The frame around every screen.

language-name = English
home = Home
home-held = Hold to go home
help = Languages and more
done = Done
close = Close
access = What suits you?
access-large-text = Bigger letters
access-reduced-motion = Less movement
access-tap-to-hold = Just tap, no holding
access-captions = Captions
volume-muted = Quiet
volume-low = Soft
volume-full = Loud
play = Play

# What screen readers say of a control that has only a name.
spoken-name = { $name }

# The keyboard: its rows from above, letters without spaces, rows parted by a space.
keyboard-rows = 1234567890 qwertyuiop asdfghjkl zxcvbnm
keyboard-rows-narrow = 1234567890 qwertyuiop asdfghjkl zxcvbnm
key-shift = Capital letters
key-space = Space
key-backspace = Delete a letter
key-cancel = Leave it as it was
key-done = Done
