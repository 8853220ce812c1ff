# Spanish. The garden: for small children, at most six words that an adult reads aloud.

prompt-loading = Nos estamos despertando…
prompt-broken = Seguimos durmiendo. ¡Avisa a alguien!
prompt-first = ¡Muéstrame algo! ¡Mantén pulsado { $name }!
prompt-show = ¿Qué tienes ahí?
prompt-second = ¡Enséñale algo nuevo a { $name }!
prompt-look = ¡Cucú! ¡Mírame!
prompt-keep-holding = ¡Sí! Sigue pulsando…
prompt-same-again = ¿Otra vez? ¡Gíralo!
prompt-turn-it = ¡Dale vueltas y vueltas!
prompt-nearly = ¡Casi! ¡Acércalo y luego aléjalo!
prompt-one-side-done = ¡Bravo! Dale la vuelta y pulsa.
prompt-plenty = ¡Barriga llena! ¿Quién va ahora?
prompt-tapped = ¡Clic! { $name } quiere más. ¡Pulsa!
prompt-few = { $name } aún tiene hambre. ¡Pulsa!
prompt-one-side = ¡Muéstrale el otro lado a { $name }!
prompt-play = ¡Muéstralo otra vez! ¿Quién lo sabe?
prompt-never-seen = ¡Oh! ¿Qué es eso?
prompt-opened = ¡{ $name } está aquí! ¡Muéstrale algo!
prompt-count-down = Atención: { $secs }…

camera-opening = Estoy abriendo los ojos…
camera-demonstration = Son solo unas fotos.
camera-gone = ¿Dónde está mi cámara?
camera-asleep = La cámara duerme. ¡Despierta!
camera-broken = La cámara falla. ¡Avisa a alguien!

class-resting = { $name } (duerme)
add-class = Un amigo más
cards-next = Más amigos
cards-previous = Amigos anteriores
