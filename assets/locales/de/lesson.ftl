# German.
# What is said of a lesson beside the screens: notices for whoever works here, what can be undone, work with files, the
# report. A $reason is what went wrong exactly, for staff: always in English, most often with the file and a remedy.
# One word for one thing: teaching pictures are „Trainingsbilder“, test pictures „Testbilder“, pictures kept back
# „Validierungsbilder“. A head is a „Klassifikationskopf“, a report a „Bericht“, the exhibit the „Exponat“, a network a
# „Netz“. Terms that textbooks leave in English follow in brackets: „Verlust (Loss)“, „Genauigkeit (Accuracy)“.

# What was opened and imported.
notice-not-opened = Das Öffnen ist fehlgeschlagen. { $reason }
notice-answer-lost = Die Datei ging beim Lesen verloren.
notice-opened-previous = { $reason }. Stattdessen wurde die vorherige Fassung geöffnet.
notice-not-read-to-end = { $file } wurde nicht bis zum Ende gelesen und bleibt deshalb unverändert
notice-settings-invalid = Die gespeicherten Einstellungen sind ungültig ({ $reason }); es gelten die Standardwerte
notice-imported = { $pictures ->
    [one] 1 Bild importiert
   *[other] { $pictures } Bilder importiert
}
notice-imported-in-parts = { $pictures ->
    [one] 1 Bild importiert
   *[other] { $pictures } Bilder importiert
}: { $teach } zum Trainieren, { $test } zum Testen
notice-import-stopped = Abgebrochen; { $pictures ->
    [one] 1 Bild importiert
   *[other] { $pictures } Bilder importiert
}
# $first says why the first one is left out: one of the sentences below, or a reason.
notice-imported-but = { $pictures ->
    [one] 1 Bild importiert
   *[other] { $pictures } Bilder importiert
}, { $count ->
    [one] eins ausgelassen: { $first }
   *[other] { $count } ausgelassen, das erste aus diesem Grund: { $first }
}
notice-import-too-many-classes = { $source }: Es gibt schon zu viele Klassen
notice-import-class-gone = { $source }: Die Klasse dieses Bildes gibt es nicht mehr
notice-import-not-seen = { $source }: Das Netz konnte dieses Bild nicht verarbeiten
notice-import-worker-broke = { $pictures ->
    [one] Der Arbeitsthread ist abgestürzt, während er ein Bild ansah
   *[other] Der Arbeitsthread ist abgestürzt, während er { $pictures } Bilder ansah
}
notice-import-no-network = Das Netz läuft nicht, deshalb können keine neuen Bilder verarbeitet werden
# Classes of other programs answer with what cannot be imported; $answers is a list of these three.
notice-answers-left-out = Einige Antworten von Klassen konnten nicht importiert werden: { $answers }
notice-answer-picture = ein Bild
notice-answer-sound = ein Ton
notice-answer-web-page = eine Webseite

# What was written.
notice-saved = Gespeichert in { $file }
notice-saved-without-model = Gespeichert in { $file }, aber ohne das Modell { $model }: Öffne die Datei des Modells selbst, um es wieder zu sehen
notice-folders-written = { $pictures ->
    [one] 1 Bild in { $folder } geschrieben
   *[other] { $pictures } Bilder in { $folder } geschrieben
}
notice-folders-stopped = Abgebrochen; { $pictures ->
    [one] 1 Bild in { $folder } geschrieben
   *[other] { $pictures } Bilder in { $folder } geschrieben
}
notice-head-written = Klassifikationskopf in { $folder } geschrieben
notice-report-written = Bericht geschrieben: { $file }
notice-picture-written = Bild geschrieben: { $file }
notice-table-written = Tabelle geschrieben: { $file }

# What was not.
notice-not-written = Das Schreiben ist fehlgeschlagen. { $reason }
notice-writing-ended = Das Schreiben hat vorzeitig aufgehört; versuch es noch einmal
# $failure is a whole sentence: that something was not written, and why.
notice-still-in-memory = { $failure }. Die Lektion ist nur im Arbeitsspeicher
notice-still-in-file = { $failure }. Die Lektion liegt weiterhin in { $file }
notice-in-use = { $reason }. Bis dahin wird diese Lektion dort nicht gespeichert
notice-no-file-yet = Diese Lektion hat noch keine Datei; wähle eine mit „Speichern unter“
notice-no-pictures-to-write = Es sind keine Bilder zum Schreiben da; ein geöffnetes Modell hat keine
notice-no-head = Es gibt noch keinen Klassifikationskopf zum Exportieren: Bring erst zwei Klassen bei und wähle ridge oder softmax
notice-file-stays = { $file } bleibt unverändert; das hier ist eine neue Lektion, nur im Arbeitsspeicher
notice-no-thread = Dafür ist ein eigener Thread nötig, und es gibt keinen: { $reason }

# Who answers, and how it learns.
notice-model-answers = Jetzt antwortet { $model }, ganz unverändert. Füge ein Trainingsbild hinzu, um eine eigene Lektion zu beginnen
notice-model-rests = { $model } macht Pause: Ab jetzt antwortet, was hier gelernt wird
notice-settings-refused = Diese Einstellungen sind nicht möglich: { $reason }

# The thread of the network.
notice-worker-not-started = Der Arbeitsthread startet nicht: { $reason }
notice-worker-stopped = Der Arbeitsthread hat unerwartet aufgehört. Ein anderer übernimmt; nichts Gelerntes geht verloren
notice-worker-hung = Der Arbeitsthread reagiert nicht. Ein anderer übernimmt; nichts Gelerntes geht verloren
notice-worker-stopped-for-good = Der Arbeitsthread hört immer wieder auf; starte das Exponat neu
notice-worker-hung-for-good = Der Arbeitsthread hängt sich immer wieder auf; starte das Exponat neu

# The comparison with networks that have never seen anything.
notice-comparison-needs-more = Dafür braucht es zwei Klassen, mindestens eine davon von zwei Seiten gezeigt: Zeig zuerst etwas von einer anderen Seite
notice-comparison-ended = Die Messung hat vorzeitig aufgehört; versuch es noch einmal
notice-comparison-failed = Das konnte nicht gemessen werden: { $reason }

# What can be brought back. It stands behind the word "Undo" and a colon.
undo-lesson = die ganze Lektion
undo-class = die Klasse { $name }
undo-answer = was für { $name } antwortet
undo-pictures-of = die Bilder von { $name }
undo-pictures = { $pictures ->
    [one] ein Bild
   *[other] { $pictures } Bilder
}
undo-places = { $pictures ->
    [one] der alte Platz eines Bildes
   *[other] der alte Platz von Bildern
}

# Work with files that is under way; behind it stands how far it is.
work-opening = { $file } wird geöffnet
work-importing = { $file } wird importiert
work-importing-files = { $files ->
    [one] Eine Datei wird importiert
   *[other] { $files } Dateien werden importiert
}
work-saving = { $file } wird gespeichert
work-writing-folders = Ordner werden in { $folder } geschrieben
work-writing-head = Der Klassifikationskopf wird in { $folder } geschrieben
work-writing-report = { $file } wird geschrieben
# The class of pictures that come without one.
work-class-of-loose = Bilder

# What is remarkable about the pictures of a class.
finding-too-few = { $class } hat wenige Bilder; eine Handvoll mehr würde helfen.
finding-one-view = { $class } wurde nur von einer Seite gezeigt; zeig es noch einmal, gedreht oder weiter weg.
finding-unbalanced = { $large } hat viel mehr Bilder als { $small }; die kleinere Klasse wird deshalb weniger zuverlässig erkannt.
finding-near-duplicates = { $pictures ->
    [one] Ein Bild von { $class } ist fast das gleiche wie ein anderes; aus verschiedenen Bildern lernt das Netz mehr.
   *[other] { $pictures } Bilder von { $class } sind fast gleich; aus verschiedenen Bildern lernt das Netz mehr.
}
finding-two-things = { $class } scheint zwei verschiedene Dinge zu enthalten.
finding-look-the-same = { $one } und { $other } sehen für das Netz gleich aus.
finding-odd-ones = { $pictures ->
    [one] Ein Bild sieht anders aus als die übrigen von { $class }.
   *[other] { $pictures } Bilder sehen anders aus als die übrigen von { $class }.
}

# The report of a lesson: its head and its foot.
report-untitled = Eine Lektion
report-answered-by = Es antwortet: { $head }
# The name of a head, here and among the settings.
report-head-auto = auto: jeweils das beste Verfahren
report-head-knn = nächste Nachbarn (knn)
report-head-ridge = Ridge-Regression
report-head-softmax = Softmax-Regression
# These four stand below a large number.
report-number-classes = { $classes ->
    [one] Klasse
   *[other] Klassen
}
report-number-taught = { $pictures ->
    [one] Trainingsbild
   *[other] Trainingsbilder
}
report-number-right-taught = der Trainingsbilder richtig erkannt, jedes so abgefragt, als wäre es neu
report-number-right-test = der Testbilder richtig erkannt
report-made-with = Erstellt mit Menagerie. Alles wurde auf diesem Gerät gemessen; nichts hat es verlassen.

# The report: its classes. Two of the same name are told apart by a number.
report-classes = Was beigebracht wurde
report-classes-why = Am besten lernt es sich mit gleich vielen Bildern von jeder Klasse.
report-column-class = Klasse
report-column-taught = Training
report-column-test = Test
report-class-number = { $name } (Klasse { $number })

# The report: how well each class is known, as bars.
report-per-class = Wie gut jede Klasse erkannt wird
report-per-class-why = Der Anteil der Bilder jeder Klasse, die richtig erkannt wurden.
report-per-class-drawing = Anteil der Bilder jeder Klasse, die richtig klassifiziert wurden
report-per-class-both = Dunkel: Trainingsbilder, jedes so abgefragt, als wäre es neu. Hell: Testbilder.
report-per-class-taught = Trainingsbilder, jedes so abgefragt, als wäre es neu.
report-per-class-test = Testbilder.
report-per-class-behind = Liegt eine Klasse weit hinter den anderen, braucht sie mehr oder vielfältigere Bilder.
report-in-test = im Test
report-no-pictures = keine Bilder

# The report: which class was taken for which. $pictures is one of the two kinds.
report-confusion = Was womit verwechselt wird
report-confusion-why = Eine Konfusionsmatrix: Jede Zeile ist, was die Bilder wirklich zeigen, jede Spalte, was geantwortet wurde. Was richtig ist, liegt auf der Diagonale; ein dunkles Feld daneben steht für zwei Klassen, die für das Netz ähnlich aussehen.
report-confusion-right = { $pictures }: { $share } richtig
report-taught-pictures = Trainingsbilder
report-test-pictures = Testbilder
report-never-seen = nie gesehen

# The report: curves.
report-learning = Wie das Lernen verlief
report-learning-why = Von links nach rechts Epoche für Epoche: Jede ist ein Durchgang durch alle Bilder.
report-loss = Verlust (Loss)
report-loss-why = Wie sehr die richtigen Antworten den Klassifikationskopf überraschen. Der Verlust sollte sinken; wo die gestrichelte Linie wieder steigt, während die durchgezogene sinkt, werden Bilder auswendig gelernt.
report-loss-drawing = Verlust nach jeder Epoche
report-accuracy = Genauigkeit (Accuracy)
report-accuracy-why = Der Anteil der Bilder, die richtig erkannt werden. Die Genauigkeit sollte steigen, auch bei der gestrichelten Linie.
report-accuracy-drawing = Genauigkeit nach jeder Epoche
report-curve-taught = Trainingsbilder
report-curve-held-out = Validierungsbilder: zurückgehalten, um zu sehen, wie gut es mit neuen ginge

# The report: the map, and the findings.
report-map = Eine Landkarte der Bilder
report-map-why = Bilder, die für das Netz ähnlich aussehen, liegen nah beieinander.
report-map-drawing = Landkarte der Trainingsbilder
report-map-reading = Eine Wolke aus einer einzigen Klasse, die für sich liegt, ist leicht zu unterscheiden; ein einzelnes Zeichen weit weg von seiner Wolke ist einen Blick wert.
report-findings = Was einen Blick wert ist
report-findings-why = An den Bildern selbst abgelesen.

# The report: what the network brought along.
report-pretraining = Woher kommt das?
report-pretraining-why = Dieselben wenigen Bilder, dem vortrainierten Netz beigebracht und drei Netzen, die noch nie etwas gesehen haben (deren Mittelwert).
report-pretraining-drawing = Genauigkeit mit einem vortrainierten Netz, mit drei Netzen mit zufälligen Gewichten und durch Raten
report-pretraining-measured = { $pictures ->
    [one] Gemessen mit 1 Bild, das nicht zum Training gehörte.
   *[other] Gemessen mit { $pictures } Bildern, die nicht zum Training gehörten.
} Der Unterschied zwischen den ersten beiden Balken wurde nicht in dieser Lektion gelernt: Das Netz hat ihn mitgebracht, aus einer Million Fotos, die es vorher gesehen hatte.
report-pretrained = vortrainiert
report-random = zufällige Gewichte
report-guessing = Raten

# The report: pictures that were answered wrongly.
report-wrong-ones = Falsch beantwortet
report-wrong-ones-why = Zum gemeinsamen Anschauen: Was hat das Netz darin gesehen?
report-wrong = { $class }, gehalten für { $answer }
report-wrong-never-seen = { $class }, Antwort: nie gesehen
report-wrong-more = { $pictures ->
    [one] Und 1 weiteres Bild.
   *[other] Und { $pictures } weitere Bilder.
}

# The report: settings, by their standard names.
report-settings = Einstellungen
report-settings-why = Damit kann jede und jeder die Lektion wiederholen.
report-column-setting = Einstellung
report-column-value = Wert
report-setting-head = Klassifikationskopf (Head)
report-setting-epochs = Epochen, höchstens
report-setting-batch-size = Batchgröße
report-setting-learning-rate = Lernrate
report-setting-validation-share = Validierungsanteil
report-setting-early-stopping = frühes Stoppen (Early Stopping)
report-setting-augmentation = Datenaugmentierung
report-setting-seed = Startwert des Zufalls (Seed)
report-setting-knows-unknown = erkennt Unbekanntes
report-setting-threshold = Schwellenwert
report-all-at-once = alle auf einmal
report-yes = ja
report-no = nein

notice-creature-missing = Das Wesen { $creature } fehlt. Ein schlichtes vertritt es; leg seinen Ordner in assets/creatures.
notice-creature-unreadable = Das Wesen { $creature } ist nicht lesbar. Ein schlichtes vertritt es; leg seine Dateien zurück.
