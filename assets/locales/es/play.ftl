# Spanish. The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.
# The space before % does not break. No “y” stands before a name: it would have to be “e” before some.
# “Muestra” is to show and “enseña” is to teach; in Spain the second may mean both. To hold is “mantener pulsado”.

prompt-loading = Las criaturas se están despertando…
prompt-broken = No podemos despertarnos. ¡Avisa a alguien!
prompt-first = ¡Muéstrame algo y mantén pulsado el botón de { $name }!
prompt-show = ¡Muéstrame algo!
prompt-second = ¡Siempre digo lo mismo! Enséñale algo nuevo a { $name }.
prompt-look = ¡Mírame!
prompt-keep-holding = ¡Bien! Sigue pulsando…
prompt-same-again = Veo otra vez lo mismo. ¡Gíralo!
prompt-turn-it = ¡Gíralo un poco para que lo vea todo!
prompt-nearly = ¡Ya casi está! ¡Acércalo y luego aléjalo!
prompt-one-side-done = ¡Muy bien! Suelta, dale la vuelta y pulsa otra vez.
prompt-plenty = ¡Perfecto! Suelta y enseña a otra criatura.
prompt-tapped = ¡Clic! Si pulsas más tiempo, { $name } verá más.
prompt-few = { $name } quiere ver más. ¡Mantén pulsado el botón!
prompt-one-side = { $name } solo conoce un lado. ¡Gira el objeto y pulsa!
prompt-play = ¡Muestra tus cosas otra vez! ¿Quién responde?
prompt-never-seen = ¡Eso no lo he visto nunca! ¿Me enseñas qué es?
prompt-opened = { $name } viene de visita. ¡Muéstrale algo!
prompt-count-down = Prepárate: { $secs }…

camera-on = ¡Te veo! Las imágenes se quedan aquí y se olvidan.
camera-keeps = ¡Te veo! Las imágenes con las que aprendo se guardan.
camera-opening = La cámara se está encendiendo…
camera-demonstration = Son fotos, no una cámara.
camera-busy-demonstration = La cámara está ocupada. Aquí hay fotos.
camera-none-demonstration = No hay cámara. Aquí hay fotos.
camera-gone = La cámara no está. La estoy buscando…
camera-asleep = La cámara se ha dormido. La estoy despertando…
camera-busy = La cámara está ocupada con otra cosa…
camera-broken = La cámara no funciona. ¡Avisa a alguien!

shelf = Muéstrame:
hold = Pulsa
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent } %
class-name = { $name }
class-resting = { $name } (descansa)

start-over = Mantén y reinicia
undo = Deshacer
add-class = Una criatura más
cards-next = Más criaturas
cards-previous = Criaturas anteriores
workshop = Taller, para el personal

trouble-refused = Ese archivo no sirve aquí. Todo sigue como estaba.
trouble-not-saved = Esta lección no se ha guardado. ¡Avisa a alguien!
trouble-not-opened = El archivo de la lección no se abre. ¡Avisa a alguien!

spoken-hold = Mantén pulsado para enseñar a { $name }
spoken-creature = La criatura de { $name }
spoken-rename = Cambiar el nombre { $name }
spoken-thumbnail = Quitar la imagen { $place }

# The name of a class that has no creature, until somebody names it.
new-class = Grupo

# Captions of what is heard.
caption-done = fanfarria: las treinta imágenes
caption-reset = zas: algo se ha quitado
caption-sings = { $name } canta

# Where the exhibit waits, and the end of a visit.
attract-title = ¡Despiértanos!
attract-invitation = Enséñanos lo que ves.
attract-start = Toca para despertar a las criaturas
farewell = Adiós
farewell-taught = ¡Cuánto nos has enseñado!
farewell-nothing = ¡Aún no hemos aprendido nada!
farewell-photograph = ¡Haz una foto de tus criaturas!
farewell-kept = Vuestra lección queda en su archivo.
farewell-goodbye = Mantén: adiós
farewell-pictures = { $pictures ->
    [one] una imagen
   *[other] { $pictures } imágenes
}
still-there = ¿Sigues ahí? { $secs }
