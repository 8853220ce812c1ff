# Spanish. The frame around every screen.

language-name = Español
home = Inicio
home-held = Mantén: inicio
help = Idiomas y más
done = Listo
close = Cerrar
access = ¿Qué te ayuda?
access-large-text = Letras más grandes
access-reduced-motion = Menos movimiento
access-tap-to-hold = Basta con tocar
access-captions = Subtítulos
volume-muted = Sin sonido
volume-low = Bajo
volume-full = Alto
play = Jugar

# What screen readers say of a control that has only a name.
spoken-name = { $name }

# The keyboard: its rows from above, letters without spaces, rows parted by a space.
keyboard-rows = 1234567890 qwertyuiop asdfghjklñ zxcvbnmáéíóúü
keyboard-rows-narrow = 1234567890 qwertyuiopú asdfghjklñü zxcvbnmáéíó
key-shift = Mayúsculas
key-space = Espacio
key-backspace = Borrar una letra
key-cancel = Dejarlo como estaba
key-done = Listo
