# Spanish.
# What is said of a lesson beside the screens: notices for whoever works here, what can be undone, work with files, the
# report. A $reason is what went wrong exactly, for staff: always in English, most often with the file and a remedy.
# No “y” stands before a name: it would have to be “e” before some.
# One word for one thing: teaching pictures are “imágenes de entrenamiento”, test pictures “imágenes de prueba”,
# pictures kept back “imágenes de validación”. A head is a “cabeza de clasificación”, a worker thread a “hilo de
# trabajo”, the exhibit the “módulo interactivo”. What can be undone is named as an action, for “Deshacer” stands before
# it. Terms that textbooks leave in English follow in brackets: “pérdida (loss)”, “exactitud (accuracy)”, “época
# (epoch)”.

# What was opened and imported.
notice-not-opened = No se ha podido abrir. { $reason }
notice-answer-lost = El archivo se perdió durante la lectura.
notice-opened-previous = { $reason }. En su lugar se ha abierto la versión anterior.
notice-not-read-to-end = { $file } no se ha leído hasta el final, así que se queda como está
notice-settings-invalid = Los ajustes guardados no son válidos ({ $reason }); se usan los valores predeterminados
notice-imported = { $pictures ->
    [one] 1 imagen importada
   *[other] { $pictures } imágenes importadas
}
notice-imported-in-parts = { $pictures ->
    [one] 1 imagen importada
   *[other] { $pictures } imágenes importadas
}: { $teach } para entrenar, { $test } para probar
notice-import-stopped = Interrumpido; { $pictures ->
    [one] 1 imagen importada
   *[other] { $pictures } imágenes importadas
}
# $first says why the first one is left out: one of the sentences below, or a reason.
notice-imported-but = { $pictures ->
    [one] 1 imagen importada
   *[other] { $pictures } imágenes importadas
}, { $count ->
    [one] una descartada: { $first }
   *[other] { $count } descartadas, la primera por este motivo: { $first }
}
notice-import-too-many-classes = { $source }: ya hay demasiadas clases
notice-import-class-gone = { $source }: la clase de esta imagen ya no existe
notice-import-not-seen = { $source }: la red no ha podido procesar esta imagen
notice-import-worker-broke = { $pictures ->
    [one] el hilo de trabajo ha fallado mientras miraba una imagen
   *[other] el hilo de trabajo ha fallado mientras miraba { $pictures } imágenes
}
notice-import-no-network = la red no está en marcha, así que no se pueden procesar imágenes nuevas
# Classes of other programs answer with what cannot be imported; $answers is a list of these three.
notice-answers-left-out = No se han podido importar algunas respuestas de las clases: { $answers }
notice-answer-picture = una imagen
notice-answer-sound = un sonido
notice-answer-web-page = una página web

# What was written.
notice-saved = Guardado en { $file }
notice-saved-without-model = Guardado en { $file }, pero sin el modelo { $model }: vuelve a abrir su propio archivo para verlo
notice-folders-written = { $pictures ->
    [one] 1 imagen escrita en { $folder }
   *[other] { $pictures } imágenes escritas en { $folder }
}
notice-folders-stopped = Interrumpido; { $pictures ->
    [one] 1 imagen escrita en { $folder }
   *[other] { $pictures } imágenes escritas en { $folder }
}
notice-head-written = Cabeza de clasificación escrita en { $folder }
notice-report-written = Informe escrito: { $file }
notice-picture-written = Imagen escrita: { $file }
notice-table-written = Tabla escrita: { $file }

# What was not.
notice-not-written = No se ha podido escribir. { $reason }
notice-writing-ended = La escritura se ha interrumpido antes de tiempo; inténtalo de nuevo
# $failure is a whole sentence: that something was not written, and why.
notice-still-in-memory = { $failure }. La lección está solo en memoria
notice-still-in-file = { $failure }. La lección sigue guardada en { $file }
notice-in-use = { $reason }. Hasta entonces, esta lección no se guarda ahí
notice-no-file-yet = Esta lección todavía no tiene archivo; elige uno con «Guardar como»
notice-no-pictures-to-write = No hay imágenes que escribir; un modelo abierto no las tiene
notice-no-head = Todavía no hay ninguna cabeza de clasificación que exportar: enseña primero dos clases y elige ridge o softmax
notice-file-stays = { $file } se queda como está; esta es una lección nueva, solo en memoria
notice-no-thread = Para esto hace falta un hilo propio, y no lo hay: { $reason }

# Who answers, and how it learns.
notice-model-answers = Ahora responde { $model }, sin ningún cambio. Añade una imagen de entrenamiento para empezar tu propia lección
notice-model-rests = { $model } descansa: desde ahora responde lo que se enseña aquí
notice-settings-refused = Estos ajustes no son posibles: { $reason }

# The thread of the network.
notice-worker-not-started = El hilo de trabajo no arranca: { $reason }
notice-worker-stopped = El hilo de trabajo se ha detenido de forma inesperada. Otro ocupa su lugar; no se pierde nada de lo aprendido
notice-worker-hung = El hilo de trabajo no responde. Otro ocupa su lugar; no se pierde nada de lo aprendido
notice-worker-stopped-for-good = El hilo de trabajo se detiene una y otra vez; reinicia el módulo interactivo
notice-worker-hung-for-good = El hilo de trabajo se bloquea una y otra vez; reinicia el módulo interactivo

# The comparison with networks that have never seen anything.
notice-comparison-needs-more = Hacen falta dos clases, y que al menos una se haya mostrado desde dos lados: muestra primero algo desde otro lado
notice-comparison-ended = La medición se ha interrumpido antes de tiempo; inténtalo de nuevo
notice-comparison-failed = No se ha podido medir: { $reason }

# What can be brought back. It stands behind the word "Undo" and a colon.
undo-lesson = cambio de lección
undo-class = borrado de la clase { $name }
undo-answer = cambio de lo que responde por { $name }
undo-pictures-of = borrado de las imágenes de { $name }
undo-pictures = { $pictures ->
    [one] borrado de una imagen
   *[other] borrado de { $pictures } imágenes
}
undo-places = { $pictures ->
    [one] traslado de una imagen
   *[other] traslado de varias imágenes
}

# Work with files that is under way; behind it stands how far it is.
work-opening = Abriendo { $file }
work-importing = Importando { $file }
work-importing-files = { $files ->
    [one] Importando un archivo
   *[other] Importando { $files } archivos
}
work-saving = Guardando { $file }
work-writing-folders = Escribiendo carpetas en { $folder }
work-writing-head = Escribiendo la cabeza de clasificación en { $folder }
work-writing-report = Escribiendo { $file }
# The class of pictures that come without one.
work-class-of-loose = Imágenes

# What is remarkable about the pictures of a class.
finding-too-few = { $class } tiene pocas imágenes; vendría bien un puñado más.
finding-one-view = { $class } solo se ha mostrado desde un lado; vuelve a mostrar el objeto girado o más lejos.
finding-unbalanced = { $large } tiene muchas más imágenes que { $small }, por eso la clase más pequeña se reconoce con menos fiabilidad.
finding-near-duplicates = { $pictures ->
    [one] Una imagen de { $class } es casi igual que otra; con imágenes variadas se aprende más.
   *[other] { $pictures } imágenes de { $class } son casi iguales; con imágenes variadas se aprende más.
}
finding-two-things = { $class } parece contener dos cosas distintas.
finding-look-the-same = Para la red, { $one } se ve igual que { $other }.
finding-odd-ones = { $pictures ->
    [one] Una imagen no se parece al resto de { $class }.
   *[other] { $pictures } imágenes no se parecen al resto de { $class }.
}

# The report of a lesson: its head and its foot.
report-untitled = Una lección
report-answered-by = Responde: { $head }
# The name of a head, here and among the settings.
report-head-auto = auto: lo mejor en cada momento
report-head-knn = vecinos más cercanos (knn)
report-head-ridge = regresión ridge
report-head-softmax = regresión softmax
# These four stand below a large number.
report-number-classes = { $classes ->
    [one] clase
   *[other] clases
}
report-number-taught = { $pictures ->
    [one] imagen de entrenamiento
   *[other] imágenes de entrenamiento
}
report-number-right-taught = de las imágenes de entrenamiento bien reconocidas, cada una evaluada como si fuera nueva
report-number-right-test = de las imágenes de prueba bien reconocidas
report-made-with = Hecho con Menagerie. Todo se ha medido en este equipo; nada ha salido de él.

# The report: its classes. Two of the same name are told apart by a number.
report-classes = Lo que se ha enseñado
report-classes-why = Se aprende mejor con el mismo número de imágenes de cada clase.
report-column-class = clase
report-column-taught = entrenamiento
report-column-test = prueba
report-class-number = { $name } (clase { $number })

# The report: how well each class is known, as bars.
report-per-class = Con qué acierto se reconoce cada clase
report-per-class-why = La proporción de imágenes de cada clase que se han reconocido bien.
report-per-class-drawing = Proporción de imágenes de cada clase que se han clasificado bien
report-per-class-both = Oscuro: imágenes de entrenamiento, cada una evaluada como si fuera nueva. Claro: imágenes de prueba.
report-per-class-taught = Imágenes de entrenamiento, cada una evaluada como si fuera nueva.
report-per-class-test = Imágenes de prueba.
report-per-class-behind = Si una clase queda muy por detrás de las demás, necesita más imágenes o más variadas.
report-in-test = en la prueba
report-no-pictures = sin imágenes

# The report: which class was taken for which. $pictures is one of the two kinds.
report-confusion = Qué se confunde con qué
report-confusion-why = Una matriz de confusión: cada fila es lo que las imágenes muestran de verdad, cada columna lo que se ha respondido. Los aciertos están en la diagonal; una casilla oscura fuera de ella señala dos clases que para la red se parecen.
report-confusion-right = { $pictures }: { $share } de aciertos
report-taught-pictures = Imágenes de entrenamiento
report-test-pictures = Imágenes de prueba
report-never-seen = nunca visto

# The report: curves.
report-learning = Cómo ha ido el aprendizaje
report-learning-why = De izquierda a derecha, una época (epoch) tras otra: cada una es una pasada por todas las imágenes.
report-loss = Pérdida (loss)
report-loss-why = Cuánto sorprenden las respuestas correctas a la cabeza de clasificación. La pérdida debería bajar; donde la línea discontinua vuelve a subir mientras la continua baja, las imágenes se aprenden de memoria.
report-loss-drawing = Pérdida después de cada época
report-accuracy = Exactitud (accuracy)
report-accuracy-why = La proporción de imágenes que se reconocen bien. La exactitud debería subir, también en la línea discontinua.
report-accuracy-drawing = Exactitud después de cada época
report-curve-taught = imágenes de entrenamiento
report-curve-held-out = imágenes de validación: apartadas para ver cómo iría con otras nuevas

# The report: the map, and the findings.
report-map = Un mapa de las imágenes
report-map-why = Las imágenes que para la red se parecen están cerca unas de otras.
report-map-drawing = Mapa de las imágenes de entrenamiento
report-map-reading = Una nube de una sola clase y apartada de las demás es fácil de distinguir; un símbolo suelto, lejos de su nube, merece una mirada.
report-findings = Lo que merece una mirada
report-findings-why = Observado en las propias imágenes.

# The report: what the network brought along.
report-pretraining = ¿De dónde viene?
report-pretraining-why = Las mismas pocas imágenes, enseñadas a la red preentrenada y a tres redes que nunca han visto nada (su media).
report-pretraining-drawing = Exactitud con una red preentrenada, con tres redes de pesos aleatorios y al azar
report-pretraining-measured = { $pictures ->
    [one] Medido con 1 imagen que no se usó para entrenar.
   *[other] Medido con { $pictures } imágenes que no se usaron para entrenar.
} La diferencia entre las dos primeras barras no se ha aprendido en esta lección: la red la traía consigo, de un millón de fotos que había visto antes.
report-pretrained = preentrenada
report-random = pesos aleatorios
report-guessing = al azar

# The report: pictures that were answered wrongly.
report-wrong-ones = Respuestas equivocadas
report-wrong-ones-why = Para mirar en grupo: ¿qué ha visto la red en ellas?
report-wrong = { $class }, respuesta: { $answer }
report-wrong-never-seen = { $class }, respuesta: nunca visto
report-wrong-more = { $pictures ->
    [one] Y 1 imagen más.
   *[other] Y { $pictures } imágenes más.
}

# The report: settings, by their standard names.
report-settings = Ajustes
report-settings-why = Con ellos, cualquiera puede repetir la lección.
report-column-setting = ajuste
report-column-value = valor
report-setting-head = cabeza de clasificación (head)
report-setting-epochs = épocas (epochs), como máximo
report-setting-batch-size = tamaño de lote (batch)
report-setting-learning-rate = tasa de aprendizaje (learning rate)
report-setting-validation-share = proporción de validación
report-setting-early-stopping = parada temprana (early stopping)
report-setting-augmentation = aumento de datos
report-setting-seed = semilla aleatoria (seed)
report-setting-knows-unknown = reconoce lo desconocido
report-setting-threshold = umbral
report-all-at-once = todas a la vez
report-yes = sí
report-no = no

notice-creature-missing = La criatura { $creature } no está. Una sencilla ocupa su lugar; pon su carpeta en assets/creatures.
notice-creature-unreadable = La criatura { $creature } no se puede leer. Una sencilla ocupa su lugar; repón sus archivos.
