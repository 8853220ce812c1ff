# Spanish. The laboratory: for teenagers, sober and exact, one thought a sentence.

prompt-loading = Iniciando la red…
prompt-broken = La red no se inicia. Pide ayuda.
prompt-first = Mantén pulsado { $name } y muestra un objeto.
prompt-show = Muestra un objeto a la cámara.
prompt-second = Una sola clase no da a elegir. Entrena a { $name }.
prompt-look = Ponte delante de la cámara.
prompt-keep-holding = Tomando ejemplos. Sigue pulsando…
prompt-same-again = Este ejemplo no aporta nada. Gira el objeto.
prompt-turn-it = Gira el objeto. Los ejemplos deben variar.
prompt-nearly = Casi listo. Cambia la distancia.
prompt-one-side-done = Un lado está tomado. Suelta, gira y pulsa otra vez.
prompt-plenty = Bastan los ejemplos. Sigue con otra clase.
prompt-tapped = Un ejemplo. Pulsa más tiempo para { $name }.
prompt-few = { $name } tiene pocos ejemplos. Mantén pulsado.
prompt-one-side = { $name } solo tiene un lado. Gira el objeto y pulsa.
prompt-play = Prueba: muestra un objeto y lee la confianza.
prompt-never-seen = Desconocido: no se parece a ningún ejemplo.
prompt-opened = Se ha cargado { $name }. Muestra un objeto de prueba.
prompt-count-down = Empieza en { $secs }…

camera-on = Cámara activa. Las imágenes se quedan aquí y se olvidan.
camera-keeps = Cámara activa. Las imágenes aprendidas se guardan.
camera-opening = La cámara se está encendiendo…
camera-demonstration = Son fotos, no una cámara.
camera-busy-demonstration = La cámara está ocupada. Son fotos.
camera-none-demonstration = No hay cámara. Son fotos.
camera-gone = Cámara desconectada. Buscando…
camera-asleep = La cámara no responde. Reiniciando…
camera-busy = Otro programa usa la cámara…
camera-broken = La cámara no funciona. Pide ayuda.

shelf = Objetos:
class-resting = { $name } (en pausa)
start-over = Mantén: reiniciar
add-class = Añadir una clase
cards-next = Más clases
cards-previous = Clases anteriores

spoken-hold = Mantén pulsado para tomar ejemplos de { $name }
spoken-creature = El instrumento de { $name }

new-class = Clase

trouble-refused = Este archivo no sirve aquí. Nada ha cambiado.
trouble-not-saved = Esta lección no se ha guardado. Pide ayuda.
trouble-not-opened = El archivo de la lección no se abre. Pide ayuda.
