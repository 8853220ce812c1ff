# Spanish.
# The workshop, where teachers and staff make a lesson, look under the hood, test it and keep it.
# One thought at a time, in words a twelve-year-old reads once. The terms are those at the top of lesson.ftl; buttons
# and headings have little room. The space before % does not break.
# No “y” stands before a name: it would have to be “e” before some.
#
# Always the same words for the same things:
#   imágenes de entrenamiento  teaching pictures: those it is taught with;
#   imágenes de validación     pictures kept back: those of them that it checks itself with while it learns;
#   imágenes de prueba         test pictures: those it is never taught, so that they show honestly what was learned;
#   vista                      a view: a thing from one side; “toma” is one press of the recording button.

# --- The frame around every page

workshop-title = 🔧 Taller
workshop-close = ✖ Cerrar
workshop-tab-pictures = Imágenes
workshop-tab-learning = Aprendizaje
workshop-tab-test = Prueba
workshop-tab-pretraining = ¿De dónde?
workshop-tab-challenges = Retos
workshop-tab-files = Archivos

# --- What it sees now

workshop-live = Lo que ve
workshop-live-no-picture = Aún no hay imagen
workshop-live-nobody = Aún no está claro
workshop-live-never-seen = Nunca visto
workshop-live-nothing-taught = Aún no se ha enseñado nada.

# A share of a whole, as people say it.
workshop-percent = { $percent } %

# The answer for something that is like nothing taught, as the name of a row or column.
workshop-never-seen = nunca visto

# --- The strip at the bottom: the lesson, the way back, work that takes a while, what happened

workshop-lesson-untitled = Lección sin nombre
workshop-lesson-in-memory = Solo en memoria
workshop-lesson-saved = Guardada
workshop-lesson-saving = Se guardará ya
workshop-lesson-unsaved = Sin guardar
workshop-undo = ⟲ Deshacer: { $what }
workshop-undo-nothing = Nada que deshacer
workshop-work-of = { $done } de { $total }
workshop-work-so-far = { $done } hasta ahora
workshop-cancel = ✖ Parar
workshop-notice-done = Hecho
workshop-notice-problem = Problema
workshop-notices = Lo que ha pasado
workshop-notices-more = { $more } más

# --- Pictures: the classes

workshop-class-add = ➕ Clase
workshop-class-add-quiet = ➕ Clase muda
workshop-class-add-quiet-why = Una clase muda sirve para «nada» u «otra cosa»: cuando gana, no viene nadie.
workshop-class-none = Elige una clase a la izquierda.
workshop-class-pictures = { $teach ->
    [one] 1 de entrenamiento
   *[other] { $teach } de entrenamiento
}
workshop-class-pictures-and-tests = { $teach } entren., { $test } prueba
workshop-class-quiet = muda
workshop-class-rests = descansa
workshop-class-name = Nombre
workshop-class-says = Dice…
workshop-class-nobody = nadie
workshop-class-rest = ⏸ Que descanse
workshop-class-wake = ▶ Aprender de nuevo
workshop-class-empty = Olvidar imágenes
workshop-class-output = ✔ { $output }
workshop-class-no-output = ➕ { $output }
workshop-class-output-missing = ⚠ { $output }: falta aquí
workshop-class-delete = 🗑 Borrar

# --- Pictures: those of a class

workshop-teaching-pictures = De entrenamiento
workshop-test-pictures = De prueba
workshop-record-hold = ⏺ Mantén y graba
workshop-record-recording = ⏺ Grabando…
workshop-record-timed = ⏱ En 3 segundos
workshop-record-count-down = ¿Listos? { $secs }…
workshop-record-files = ➕ Archivos
workshop-pictures-none = Aún no hay imágenes de entrenamiento. Mantén pulsado el botón de arriba o suelta archivos aquí.
workshop-pictures-no-tests = Aún no hay imágenes de prueba. Nunca se enseñan, así que muestran con honestidad lo aprendido.
workshop-choose = ☑ Elegir
workshop-choose-touch = Toca imágenes para elegirlas.
workshop-choose-chosen = Elegidas: { $pictures }
workshop-choose-all = Todas
workshop-choose-done = Fin de selección
workshop-picture-remove = 🗑 Quitar
workshop-picture-move = ➡ Mover…
workshop-move-where = { $pictures ->
    [one] ¿Adónde va esta imagen?
   *[other] ¿Adónde van estas { $pictures } imágenes?
}
workshop-sheet-back = ✖ Volver
workshop-picture-gone = Esta imagen ya no está.
workshop-picture-opening = Abriendo…
workshop-picture-place = { $place } de { $pictures }
workshop-picture-from = { $class } · de { $source }
workshop-picture-from-camera = { $class } · de la cámara
workshop-test-picture-from = { $class } · imagen de prueba · de { $source }
workshop-test-picture-from-camera = { $class } · imagen de prueba · de la cámara

# --- Files that hang over the window

workshop-drop-lesson = Suelta para abrir esta lección
workshop-drop-files = { $files ->
    [one] Suelta para importar este archivo
   *[other] Suelta para importar { $files } archivos
}
workshop-drop-files-into = { $files ->
    [one] Suelta para añadir este archivo a { $class }
   *[other] Suelta para añadir { $files } archivos a { $class }
}

# --- Learning: how far it is

workshop-page-results = Resultados
workshop-page-curves = Curvas
workshop-page-map = Mapa
workshop-page-health = Salud
workshop-page-health-found = Salud ({ $findings })
workshop-page-inside = Dentro
workshop-page-settings = Ajustes
workshop-learning-opened = { $model } responde tal como se hizo. Aquí no aprende nada.
workshop-learning-stale = Algo ha cambiado: la red se está poniendo al día.
workshop-learning-running = La red está aprendiendo.
workshop-learning-finished = La red ha aprendido todo lo que hay aquí.
workshop-learning-stopped = Alguien ha parado el aprendizaje. Seguirá cuando cambie algo.
workshop-learning-knn = Responden los vecinos más cercanos: deciden las imágenes más parecidas, sin épocas. No hay cabeza de clasificación que exportar.
workshop-learning-ridge = Responde la regresión ridge: se calcula de una vez, sin épocas.
workshop-learning-ridge-auto = Responde la regresión ridge: se calcula de una vez, sin épocas. Con cinco vistas de cada clase toma el relevo la cabeza entrenada.
workshop-learning-epochs = época { $done } de { $most } como máximo
workshop-learning-stop = ⏹ Parar
workshop-settling = ⏳ Calculando de nuevo. Así estaba antes.

# --- Learning: how well

workshop-insight-none = Esto aparece cuando dos clases tienen unas cuantas imágenes cada una.
workshop-per-class = Aciertos por clase
workshop-per-class-why = Cada imagen de entrenamiento se ha evaluado como si su vista, o toda su toma, no se hubiera enseñado nunca. Las barras cortas piden otras vistas.
workshop-expected = Se reconocerá bien cerca del { $percent } % de las imágenes nuevas.
workshop-expected-not-yet = No se puede decir cuántas imágenes nuevas se reconocerán bien hasta que cada clase se haya mostrado desde varios lados.
workshop-right-of = { $right } de { $asked } bien
workshop-not-asked = una vista: sin evaluar
workshop-confusion = ¿Qué se confunde con qué?
workshop-confusion-why = Las filas son lo que es de verdad; las columnas, lo que se ha respondido. Toca un número para ver sus imágenes.
workshop-cell-right = { $pictures ->
    [one] 1 imagen de { $truth }, bien reconocida
   *[other] { $pictures } imágenes de { $truth }, bien reconocidas
}
workshop-cell-wrong = { $pictures ->
    [one] 1 imagen de { $truth }, respuesta: { $answer }
   *[other] { $pictures } imágenes de { $truth }, respuesta: { $answer }
}

# --- Learning: curves

workshop-curves-none = Las curvas aparecen cuando cada clase tiene cinco vistas: cinco cosas distintas, o una desde cinco lados.
workshop-curves-teaching = imágenes de entrenamiento
workshop-curves-kept-back = imágenes de validación
workshop-curves-nothing-kept-back = imágenes de validación: ninguna
workshop-loss = Pérdida (loss): cuánto falla
workshop-loss-why = Cada paso a la derecha es una época (epoch): una pasada por todas las imágenes de entrenamiento. Si la línea discontinua vuelve a subir, las está empezando a aprender de memoria.
workshop-accuracy = Exactitud: cuánto acierta
workshop-accuracy-why = La exactitud (accuracy) sube mientras aprende. Lo que cuenta es la línea discontinua: imágenes que se apartaron y que no ha podido aprender de memoria.

# --- Learning: map

workshop-map = Un mapa de tus imágenes
workshop-map-why = Las imágenes de entrenamiento que para la red se parecen están cerca unas de otras. Las buenas clases son islas; un punto solitario es una imagen distinta de las demás. Toca un punto para verla.
workshop-map-none = El mapa aparece cuando hay unas cuantas imágenes de entrenamiento.

# --- Learning: health. A heading, and what helps

workshop-health = ¿Cómo están las imágenes?
workshop-health-why = Un ordenador solo sabe lo que muestran sus imágenes. Esto es lo que podría mejorar.
workshop-health-fine = Todo tiene buen aspecto. No hay nada que mejorar.
workshop-finding-too-few = { $class } tiene pocas imágenes de entrenamiento
workshop-finding-too-few-why = Unas pocas más, desde otros lados, ayudarían mucho.
workshop-finding-one-view = { $class } solo se ha mostrado desde un lado
workshop-finding-one-view-why = Muestra el objeto otra vez: girado, más cerca y más lejos. Hasta entonces nadie puede decir si se reconocerá bien.
workshop-finding-unbalanced = { $other } tiene muchas más imágenes que { $class }
workshop-finding-unbalanced-why = Puede que responda { $other } demasiado a menudo. Añade imágenes a { $class }.
workshop-finding-near-duplicates = Algunas imágenes de { $class } son casi iguales
workshop-finding-near-duplicates-why = De dos imágenes iguales no se aprende nada nuevo. Gira el objeto, muévelo, cambia la luz.
workshop-finding-two-things = { $class } parece contener dos cosas distintas
workshop-finding-two-things-why = Si querías dos cosas, haz dos clases. Si no, añade imágenes intermedias.
workshop-finding-look-the-same = Para la red, { $class } se ve igual que { $other }
workshop-finding-look-the-same-why = Muestra mejor qué es distinto, o haz con ellas una sola clase.
workshop-finding-odd-ones = Algunas imágenes de { $class } no se parecen al resto
workshop-finding-odd-ones-why = Míralas: ¿están en su sitio? Un error se quita enseguida.

# --- Learning: settings, by their standard names, and what they do

workshop-settings = Cómo aprende
workshop-settings-defaults = ⟲ Restablecer
workshop-setting-on = sí
workshop-setting-off = no
workshop-setting-all = todas
workshop-setting-head = Cabeza
workshop-setting-head-why = La cabeza de clasificación (head): la parte que tú enseñas. Auto usa primero la rápida y después la entrenada, cuando está lista.
workshop-setting-threshold = Umbral
workshop-setting-threshold-why = Cuánta seguridad hace falta para que una criatura responda. No hay un valor correcto: prueba.
workshop-setting-never-seen = Nunca visto
workshop-setting-never-seen-why = Decide si puede responder «nunca visto». Quítalo y mira qué pasa.
workshop-setting-augmentation = Aumento de datos
workshop-setting-augmentation-why = También aprende con copias de las imágenes de entrenamiento: en espejo, más cerca, más oscuras y más claras.
workshop-setting-seed = Semilla (seed)
workshop-setting-seed-why = El comienzo de todo lo que se elige al azar. El mismo número, el mismo resultado.
workshop-setting-epochs = Épocas (epochs)
workshop-setting-epochs-why = Cuántas veces recorre todas las imágenes de entrenamiento, como máximo.
workshop-setting-batch-size = Tamaño de lote (batch)
workshop-setting-batch-size-why = Cuántas imágenes mira antes de corregirse.
workshop-setting-learning-rate = Tasa de aprendizaje
workshop-setting-learning-rate-why = Cuánto se corrige cada vez (learning rate). Si es demasiado, tropieza; si es muy poco, se arrastra.
workshop-setting-validation-share = Parte de validación
workshop-setting-validation-share-why = Cuántas de las imágenes de entrenamiento se apartan para comprobar lo aprendido.
workshop-setting-early-stopping = Parada temprana
workshop-setting-early-stopping-why = Se detiene cuando ya no mejora con las imágenes de validación (early stopping).
workshop-head-auto = auto
workshop-head-knn = knn
workshop-head-ridge = ridge
workshop-head-softmax = softmax

# --- Test

workshop-test-why = Muéstrale cosas que nunca se le enseñaron: otros bolígrafos, otros libros. Solo así sabrás qué ha aprendido de verdad.
workshop-test-record = ¿Qué clase es?
workshop-test-none = Haz unas cuantas imágenes de prueba; el resultado aparecerá aquí.
workshop-test-right = Imágenes de prueba
workshop-test-expected = Imágenes nuevas
workshop-test-remembered = Imágenes de entrenamiento
workshop-test-estimate = una estimación
workshop-test-by-heart = de memoria
workshop-wrong = Mal reconocidas
workshop-wrong-none = ¡Ninguna! Todas se han reconocido bien.
workshop-wrong-taken-for = { $truth }, respuesta: { $answer }

# --- Where does it come from?

workshop-pretraining = ¿De dónde viene?
workshop-pretraining-why-so-fast = Aprende con un puñado de imágenes, en segundos. ¿Cómo puede ser? Porque no empieza de cero.
workshop-pretraining-why-transfer = Antes de llegar aquí, la red miró más de un millón de fotos. Ya ve bordes, pelaje, ruedas, hojas. Tú solo le enseñas el último pequeño paso: cómo se llama lo que ve. Eso se llama aprendizaje por transferencia (transfer learning). Con el ajuste fino (fine-tuning) cambiaría también la propia red; aquí se queda como estaba.
workshop-pretraining-why-measure = ¡Vamos a medirlo! Las mismas imágenes se enseñan a esta red y a tres que nunca han visto nada: construidas igual, pero con números al azar dentro. Después se prueban todas con imágenes que no se usaron para entrenar.
workshop-pretraining-measure = ▶ Medir ahora
workshop-pretraining-measure-again = ⟲ Medir otra vez
workshop-pretraining-measuring = Mirando la imagen { $done } de { $of }…
workshop-pretraining-pretrained = Ha visto un millón de fotos
workshop-pretraining-random = No ha visto nunca nada
workshop-pretraining-chance = al azar { $percent } %
workshop-pretraining-measured = Medido con { $asked } imágenes que no se usaron para entrenar.
workshop-pretraining-random-guessed = Las redes aleatorias no lo hicieron mejor que el azar; un poco más o menos es casualidad.
workshop-pretraining-few = Con tan pocas imágenes influye mucho el azar: prueba con más.
workshop-pretraining-better = La diferencia está en lo que la red traía consigo, no solo en tus pocas imágenes.
workshop-pretraining-neither = Ninguna distingue estas cosas. Prueba con cosas que se parezcan menos, o muéstralas desde más lados.
workshop-pretraining-same = Esta vez todas lo hicieron igual de bien: quizá las cosas se distingan solo por el color. Prueba con algo más difícil.

# --- Files

workshop-sets = Colecciones listas
workshop-sets-why = Con «Deshacer» vuelve lo que hay ahora.
workshop-sets-none = No hay colecciones listas instaladas.
workshop-set-use = Usar
workshop-lesson = Esta lección
workshop-lesson-where = { $state }: { $file }
workshop-lesson-open = Abrir…
workshop-lesson-save = Guardar
workshop-lesson-save-as = Guardar como…
workshop-lesson-close = Cerrar el archivo
workshop-in-and-out = Importar y exportar
workshop-import = 📥 Importar imágenes…
workshop-import-why = Carpetas con una carpeta por clase, archivos zip de ellas o lo que guardó Teachable Machine.
workshop-export-folders = 📤 Una carpeta por clase…
workshop-export-head = 📤 Lo que se ha aprendido…
workshop-export-report = 📤 Un informe de la lección…
workshop-privacy = Las imágenes están solo en el archivo que tú eliges. Sin archivo, desaparecen cuando el módulo vuelve a empezar. Nunca se envía nada a ninguna parte.

# --- The dialog in which files are found

workshop-dialog-open = Abrir una lección o un modelo
workshop-dialog-save-as = Guardar la lección en…
workshop-dialog-import = Importar imágenes, carpetas o archivos zip
workshop-dialog-answer = Elegir una imagen o un sonido que responda
workshop-dialog-answers = Imágenes y sonidos
workshop-dialog-export-folders = Escribir una carpeta por clase en…
workshop-dialog-export-head = Escribir lo aprendido en…
workshop-dialog-export-report = Escribir el informe en…
workshop-dialog-export-picture = Escribir la imagen en…
workshop-dialog-export-table = Escribir la tabla en…
workshop-dialog-pictures = Imágenes y archivos zip
workshop-dialog-lessons = Lecciones y modelos
workshop-dialog-all-files = Todos los archivos
workshop-dialog-any-ending = Todas
workshop-dialog-open-button = 🗀 Abrir
workshop-dialog-write-button = 📥 Escribir en esta carpeta
workshop-dialog-save-button = 📥 Guardar
workshop-dialog-cancel = Cancelar
workshop-dialog-overwrite = Reemplazar
workshop-dialog-overwrite-text = ya existe. ¿Reemplazarlo?
workshop-dialog-reload = ⟲ Actualizar
workshop-dialog-select-all = ☑ Elegir todo
workshop-dialog-show-hidden = Ver archivos ocultos
workshop-dialog-show-system-files = Ver archivos del sistema
workshop-dialog-working-directory = ↗ A la carpeta de trabajo
workshop-dialog-pinned = Fijados
workshop-dialog-places = Lugares
workshop-dialog-devices = Dispositivos
workshop-dialog-removable-devices = Lápices y tarjetas
workshop-dialog-home = 🏠 Personal
workshop-dialog-desktop = 🖵 Escritorio
workshop-dialog-documents = 🗐 Documentos
workshop-dialog-downloads = 📥 Descargas
workshop-dialog-audio = 🎵 Música
workshop-dialog-pictures-folder = 🖼 Imágenes
workshop-dialog-videos = 🎞 Vídeos
workshop-dialog-pin = 📌 Fijar
workshop-dialog-unpin = ✖ Soltar
workshop-dialog-rename = ✏ Renombrar
workshop-dialog-selected-folder = Carpeta elegida:
workshop-dialog-selected-file = Archivo elegido:
workshop-dialog-selected-items = Selección:
workshop-dialog-file-name = Nombre del archivo:
workshop-dialog-no-folder-name = Ponle nombre a la carpeta
workshop-dialog-no-file-name = Ponle nombre al archivo
workshop-dialog-folder-exists = Ya hay una carpeta con ese nombre
workshop-dialog-file-exists = Ya hay un archivo con ese nombre

workshop-inside = Dentro de la red
workshop-inside-why = Cada capa y cada canal, en directo, como los tiene la red (sin espejo).
workshop-inside-layer = Capa
workshop-inside-channel = Canal, de { $channels }
workshop-inside-busiest = El más activo
workshop-inside-numbers = Mínimo { $low }, máximo { $high }, media { $mean }
workshop-inside-save = Guardar como imagen…
workshop-inside-waiting = Un momento…
workshop-inside-none = Este modelo no muestra sus capas.

# --- Challenges: what games of teams begin with, and what came of them

workshop-challenges-prepare = Preparar un juego
workshop-challenges-why = Los próximos equipos empiezan con esto. Aún pueden elegir otra cosa.
workshop-challenges-pictures = Se prueba con
workshop-challenges-own = Las fotos de prueba de esta lección
workshop-challenges-own-why = Para jugar con esta lección, toma fotos de prueba de dos clases.
workshop-challenges-hidden = Fotos ocultas de cada clase
workshop-challenges-number = Número del juego
workshop-challenges-number-why = El mismo número saca siempre las mismas clases y fotos.
workshop-challenges-teams = Equipos
workshop-challenges-team = Equipo { $number }
workshop-challenges-free = Dejar elegir a los equipos
workshop-challenges-none = Aún no se ha jugado en esta visita. Los resultados quedan aquí hasta que termine.
workshop-challenges-save = Guardar la tabla…
