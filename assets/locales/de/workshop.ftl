# German.
# The workshop, where teachers and staff make a lesson, look under the hood, test it and keep it.
# One thought at a time, in words a twelve-year-old reads once. The terms are those at the top of lesson.ftl; buttons
# and headings have little room. The space before an ellipsis and before % does not break.
#
# Always the same words for the same things:
#   Trainingsbilder     teaching pictures: those it is taught with;
#   Validierungsbilder  pictures kept back: those of them that it checks itself with while it learns;
#   Testbilder          test pictures: those it is never taught, so that they show honestly what was learned;
#   Ansicht             a view: a thing from one side; „Aufnahme“ is one press of the recording button.

# --- The frame around every page

workshop-title = 🔧 Werkstatt
workshop-close = ✖ Schließen
workshop-tab-pictures = Bilder
workshop-tab-learning = Lernen
workshop-tab-test = Test
workshop-tab-pretraining = Woher?
workshop-tab-challenges = Wettkämpfe
workshop-tab-files = Dateien

# --- What it sees now

workshop-live = Was es sieht
workshop-live-no-picture = Noch kein Bild
workshop-live-nobody = Noch nicht sicher
workshop-live-never-seen = Nie gesehen
workshop-live-nothing-taught = Noch ist nichts gelernt.

# A share of a whole, as people say it.
workshop-percent = { $percent } %

# The answer for something that is like nothing taught, as the name of a row or column.
workshop-never-seen = nie gesehen

# --- The strip at the bottom: the lesson, the way back, work that takes a while, what happened

workshop-lesson-untitled = Ohne Namen
workshop-lesson-in-memory = Noch ohne Datei
workshop-lesson-saved = Gespeichert
workshop-lesson-saving = Speichert gleich
workshop-lesson-unsaved = Nicht gespeichert
workshop-undo = ⟲ Schritt zurück: { $what }
workshop-undo-nothing = Nichts zurückzunehmen
workshop-work-of = { $done } von { $total }
workshop-work-so-far = bisher { $done }
workshop-cancel = ✖ Stopp
workshop-notice-done = Fertig
workshop-notice-problem = Problem
workshop-notices = Was passiert ist
workshop-notices-more = noch { $more }

# --- Pictures: the classes

workshop-class-add = ➕ Klasse
workshop-class-add-quiet = ➕ Stille Klasse
workshop-class-add-quiet-why = Eine stille Klasse ist für „nichts“ oder „etwas anderes“: Wenn sie gewinnt, kommt niemand.
workshop-class-none = Wähle links eine Klasse.
workshop-class-pictures = { $teach ->
    [one] 1 Trainingsbild
   *[other] { $teach } Trainingsbilder
}
workshop-class-pictures-and-tests = { $teach } Training, { $test } Test
workshop-class-quiet = still
workshop-class-rests = Pause
workshop-class-name = Name
workshop-class-says = Sagt …
workshop-class-nobody = keins
workshop-class-rest = ⏸ Pausieren
workshop-class-wake = ▶ Wieder lernen
workshop-class-empty = Bilder vergessen
workshop-class-output = ✔ { $output }
workshop-class-no-output = ➕ { $output }
workshop-class-output-missing = ⚠ { $output }: fehlt hier
workshop-class-delete = 🗑 Löschen

# --- Pictures: those of a class

workshop-teaching-pictures = Trainingsbilder
workshop-test-pictures = Testbilder
workshop-record-hold = ⏺ Halten: filmen
workshop-record-recording = ⏺ Aufnahme …
workshop-record-timed = ⏱ In 3 Sekunden
workshop-record-count-down = Bereit? { $secs } …
workshop-record-files = ➕ Dateien
workshop-pictures-none = Noch keine Trainingsbilder. Halte den Knopf oben gedrückt oder zieh Dateien in dieses Fenster.
workshop-pictures-no-tests = Noch keine Testbilder. Mit ihnen wird nie trainiert, deshalb zeigen sie ehrlich, was gelernt wurde.
workshop-choose = ☑ Auswählen
workshop-choose-touch = Tippe Bilder an zum Auswählen.
workshop-choose-chosen = { $pictures } ausgewählt
workshop-choose-all = Alle
workshop-choose-done = Auswahl beenden
workshop-picture-remove = 🗑 Entfernen
workshop-picture-move = ➡ Verschieben …
workshop-move-where = { $pictures ->
    [one] Wohin mit diesem Bild?
   *[other] Wohin mit diesen { $pictures } Bildern?
}
workshop-sheet-back = ✖ Zurück
workshop-picture-gone = Dieses Bild ist weg.
workshop-picture-opening = Wird geöffnet …
workshop-picture-place = { $place } von { $pictures }
workshop-picture-from = { $class } · aus { $source }
workshop-picture-from-camera = { $class } · von der Kamera
workshop-test-picture-from = { $class } · Testbild · aus { $source }
workshop-test-picture-from-camera = { $class } · Testbild · von der Kamera

# --- Files that hang over the window

workshop-drop-lesson = Lass los, um diese Lektion zu öffnen
workshop-drop-files = { $files ->
    [one] Lass los, um diese Datei zu importieren
   *[other] Lass los, um { $files } Dateien zu importieren
}
workshop-drop-files-into = { $files ->
    [one] Lass los: Diese Datei kommt zu { $class }
   *[other] Lass los: { $files } Dateien kommen zu { $class }
}

# --- Learning: how far it is

workshop-page-results = Wie gut?
workshop-page-curves = Kurven
workshop-page-map = Landkarte
workshop-page-health = Gesundheit
workshop-page-health-found = Gesundheit ({ $findings })
workshop-page-inside = Innen
workshop-page-settings = Einstellungen
workshop-learning-opened = { $model } antwortet so, wie es gemacht wurde. Hier lernt es nichts dazu.
workshop-learning-stale = Etwas hat sich geändert und wird gerade nachgelernt.
workshop-learning-running = Es lernt.
workshop-learning-finished = Es hat alles gelernt, was hier ist.
workshop-learning-stopped = Jemand hat das Lernen gestoppt. Es geht weiter, wenn sich etwas ändert.
workshop-learning-knn = Es antworten die nächsten Nachbarn: Die ähnlichsten Bilder entscheiden, ohne Epochen. Kein Klassifikationskopf zum Exportieren.
workshop-learning-ridge = Es antwortet die Ridge-Regression: auf einmal berechnet, ohne Epochen.
workshop-learning-ridge-auto = Es antwortet die Ridge-Regression: auf einmal berechnet, ohne Epochen. Ab fünf Ansichten von jeder Klasse übernimmt der trainierte Kopf.
workshop-learning-epochs = Epoche { $done } von höchstens { $most }
workshop-learning-stop = ⏹ Stopp
workshop-settling = ⏳ Wird neu berechnet. So war es vorher.

# --- Learning: how well

workshop-insight-none = Das erscheint, wenn zwei Klassen je ein paar Bilder haben.
workshop-per-class = Richtig erkannt je Klasse
workshop-per-class-why = Jedes Trainingsbild wurde so abgefragt, als wäre seine Ansicht oder die ganze Aufnahme nie gelernt worden. Kurze Balken brauchen andere Ansichten.
workshop-expected = Etwa { $percent } % neuer Bilder werden richtig erkannt.
workshop-expected-not-yet = Wie viele neue Bilder richtig erkannt werden, lässt sich erst sagen, wenn jede Klasse von mehreren Seiten gezeigt wurde.
workshop-right-of = { $right } von { $asked } richtig
workshop-not-asked = 1 Ansicht: ungeprüft
workshop-confusion = Was wird womit verwechselt?
workshop-confusion-why = Zeilen sind, was es wirklich ist, Spalten, was geantwortet wurde. Tippe auf eine Zahl, um die Bilder zu sehen.
workshop-cell-right = { $pictures ->
    [one] 1 Bild von { $truth }, richtig erkannt
   *[other] { $pictures } Bilder von { $truth }, richtig erkannt
}
workshop-cell-wrong = { $pictures ->
    [one] 1 Bild von { $truth }, Antwort: { $answer }
   *[other] { $pictures } Bilder von { $truth }, Antwort: { $answer }
}

# --- Learning: curves

workshop-curves-none = Die Kurven erscheinen, wenn jede Klasse fünf Ansichten hat: fünf verschiedene Dinge oder eins von fünf Seiten.
workshop-curves-teaching = Trainingsbilder
workshop-curves-kept-back = Validierungsbilder
workshop-curves-nothing-kept-back = Validierungsbilder: keine
workshop-loss = Verlust (Loss): wie falsch
workshop-loss-why = Jeder Schritt nach rechts ist eine Epoche: einmal durch alle Trainingsbilder. Steigt die gestrichelte Linie wieder, lernt es die Bilder auswendig.
workshop-accuracy = Genauigkeit: wie oft richtig
workshop-accuracy-why = Die Genauigkeit (Accuracy) steigt beim Lernen. Was zählt, ist die gestrichelte Linie: zurückgehaltene Bilder, die es nicht auswendig lernen kann.

# --- Learning: map

workshop-map = Eine Landkarte deiner Bilder
workshop-map-why = Trainingsbilder, die für das Netz ähnlich aussehen, liegen nah beieinander. Gute Klassen sind Inseln; ein einsamer Punkt ist ein Bild, das anders ist als die übrigen. Tippe auf einen Punkt, um es zu sehen.
workshop-map-none = Die Landkarte erscheint, wenn es ein paar Trainingsbilder gibt.

# --- Learning: health. A heading, and what helps

workshop-health = Wie geht es den Bildern?
workshop-health-why = Ein Computer weiß nur, was seine Bilder zeigen. Hier steht, was besser sein könnte.
workshop-health-fine = Alles sieht gut aus. Es gibt nichts zu verbessern.
workshop-finding-too-few = { $class } hat wenige Trainingsbilder
workshop-finding-too-few-why = Ein paar mehr, von anderen Seiten, würden viel helfen.
workshop-finding-one-view = { $class } wurde nur von einer Seite gezeigt
workshop-finding-one-view-why = Zeig es noch einmal: gedreht, näher und weiter weg. Vorher kann niemand sagen, wie gut es erkannt wird.
workshop-finding-unbalanced = { $other } hat viel mehr Bilder als { $class }
workshop-finding-unbalanced-why = Es rät vielleicht zu oft { $other }. Gib { $class } mehr Bilder.
workshop-finding-near-duplicates = Manche Bilder von { $class } sind fast gleich
workshop-finding-near-duplicates-why = Aus zweimal demselben Bild lernt es nichts Neues. Dreh das Ding, beweg es, ändere das Licht.
workshop-finding-two-things = { $class } scheint zwei verschiedene Dinge zu enthalten
workshop-finding-two-things-why = Sind zwei Dinge gemeint, mach zwei Klassen. Wenn nicht, füge Bilder hinzu, die dazwischenliegen.
workshop-finding-look-the-same = { $class } und { $other } sehen für das Netz gleich aus
workshop-finding-look-the-same-why = Zeig deutlicher, was anders ist, oder mach eine Klasse daraus.
workshop-finding-odd-ones = Manche Bilder von { $class } sehen anders aus als die übrigen
workshop-finding-odd-ones-why = Sieh sie dir an: Gehören sie hierher? Ein Versehen ist schnell entfernt.

# --- Learning: settings, by their standard names, and what they do

workshop-settings = Wie es lernt
workshop-settings-defaults = ⟲ Standardwerte
workshop-setting-on = an
workshop-setting-off = aus
workshop-setting-all = alle
workshop-setting-head = Kopf (Head)
workshop-setting-head-why = Der Klassifikationskopf: der Teil, den du trainierst. Auto nimmt erst den schnellen, dann den trainierten, sobald er fertig ist.
workshop-setting-threshold = Schwellenwert
workshop-setting-threshold-why = Wie sicher es sein muss, bevor ein Wesen antwortet. Den richtigen Wert gibt es nicht: Probier es aus.
workshop-setting-never-seen = Nie gesehen
workshop-setting-never-seen-why = Ob es „nie gesehen“ antworten darf. Schalte es aus und schau, was passiert.
workshop-setting-augmentation = Datenaugmentierung
workshop-setting-augmentation-why = Es lernt auch aus Kopien der Trainingsbilder: gespiegelt, näher, dunkler und heller.
workshop-setting-seed = Startwert (Seed)
workshop-setting-seed-why = Der Anfang aller Zufallsentscheidungen. Dieselbe Zahl, dasselbe Ergebnis.
workshop-setting-epochs = Epochen
workshop-setting-epochs-why = Wie oft es höchstens alle Trainingsbilder durchgeht.
workshop-setting-batch-size = Batchgröße
workshop-setting-batch-size-why = Wie viele Bilder es ansieht, bevor es sich korrigiert.
workshop-setting-learning-rate = Lernrate
workshop-setting-learning-rate-why = Wie groß jede Korrektur ist. Zu groß, und es stolpert; zu klein, und es kriecht.
workshop-setting-validation-share = Validierungsanteil
workshop-setting-validation-share-why = Wie viele Trainingsbilder es zurückhält, um sich selbst zu prüfen.
workshop-setting-early-stopping = Frühes Stoppen
workshop-setting-early-stopping-why = Es hört auf, wenn die Validierungsbilder nicht besser erkannt werden (Early Stopping).
workshop-head-auto = auto
workshop-head-knn = knn
workshop-head-ridge = ridge
workshop-head-softmax = softmax

# --- Test

workshop-test-why = Zeig ihm Dinge, die es nie gelernt hat: andere Stifte, andere Bücher. Erst dann weißt du, was es wirklich gelernt hat.
workshop-test-record = Welche Klasse ist es?
workshop-test-none = Mach ein paar Testbilder; dann erscheint hier das Ergebnis.
workshop-test-right = Testbilder
workshop-test-expected = Neue Bilder
workshop-test-remembered = Trainingsbilder
workshop-test-estimate = geschätzt
workshop-test-by-heart = auswendig
workshop-wrong = Falsch erkannt
workshop-wrong-none = Keins! Alle wurden richtig erkannt.
workshop-wrong-taken-for = { $truth }, Antwort: { $answer }

# --- Where does it come from?

workshop-pretraining = Woher kommt das?
workshop-pretraining-why-so-fast = Es lernt aus einer Handvoll Bilder, in Sekunden. Wie kann das sein? Weil es nicht bei null anfängt.
workshop-pretraining-why-transfer = Bevor das Netz hierherkam, hat es mehr als eine Million Fotos angesehen. Es sieht schon Kanten, Fell, Räder, Blätter. Du bringst ihm nur den letzten kleinen Schritt bei: wie das heißt, was es sieht. Das nennt man Transferlernen (Transfer Learning). Beim Fine-Tuning würde sich auch das Netz selbst ändern; hier bleibt es, wie es war.
workshop-pretraining-why-measure = Messen wir es! Dieselben Bilder werden diesem Netz beigebracht und drei Netzen, die noch nie etwas gesehen haben: gleich gebaut, aber mit Zufallszahlen darin. Dann werden alle mit Bildern getestet, die nicht zum Training gehörten.
workshop-pretraining-measure = ▶ Jetzt messen
workshop-pretraining-measure-again = ⟲ Noch einmal messen
workshop-pretraining-measuring = Bild { $done } von { $of } wird angesehen …
workshop-pretraining-pretrained = Hat eine Million Fotos gesehen
workshop-pretraining-random = Hat noch nie etwas gesehen
workshop-pretraining-chance = Raten { $percent } %
workshop-pretraining-measured = Gemessen mit { $asked } Bildern, die nicht zum Training gehörten.
workshop-pretraining-random-guessed = Die zufälligen Netze waren nicht besser als Raten; etwas mehr oder weniger ist Zufall.
workshop-pretraining-few = Bei so wenigen Bildern spielt der Zufall stark mit: Versuch es mit mehr.
workshop-pretraining-better = Was das Netz mitgebracht hat, macht den Unterschied, nicht allein deine wenigen Bilder.
workshop-pretraining-neither = Keins von beiden kann diese Dinge unterscheiden. Versuch es mit Dingen, die sich weniger ähneln, oder zeig sie von mehr Seiten.
workshop-pretraining-same = Diesmal waren beide gleich gut: Vielleicht lassen sich die Dinge schon an der Farbe unterscheiden. Versuch es mit schwierigeren.

# --- Files

workshop-sets = Fertige Sammlungen
workshop-sets-why = „Schritt zurück“ bringt wieder, was jetzt da ist.
workshop-sets-none = Es sind keine fertigen Sammlungen installiert.
workshop-set-use = Laden
workshop-lesson = Diese Lektion
workshop-lesson-where = { $state }: { $file }
workshop-lesson-open = Öffnen …
workshop-lesson-save = Speichern
workshop-lesson-save-as = Speichern unter …
workshop-lesson-close = Datei schließen
workshop-in-and-out = Import und Export
workshop-import = 📥 Bilder importieren …
workshop-import-why = Ordner mit einem Ordner für jede Klasse, ZIP-Dateien davon oder was Teachable Machine gespeichert hat.
workshop-export-folders = 📤 Ein Ordner je Klasse …
workshop-export-head = 📤 Was gelernt wurde …
workshop-export-report = 📤 Ein Bericht zur Lektion …
workshop-privacy = Bilder sind nur in der Datei, die du wählst. Ohne Datei sind sie weg, wenn das Exponat neu beginnt. Nichts wird jemals irgendwohin gesendet.

# --- The dialog in which files are found

workshop-dialog-open = Eine Lektion oder ein Modell öffnen
workshop-dialog-save-as = Die Lektion speichern in …
workshop-dialog-import = Bilder, Ordner oder Archive importieren
workshop-dialog-answer = Ein Bild oder einen Klang wählen, der antwortet
workshop-dialog-answers = Bilder und Klänge
workshop-dialog-export-folders = Einen Ordner je Klasse schreiben in …
workshop-dialog-export-head = Das Gelernte schreiben in …
workshop-dialog-export-report = Den Bericht schreiben in …
workshop-dialog-export-picture = Das Bild schreiben in …
workshop-dialog-export-table = Die Tabelle schreiben in …
workshop-dialog-pictures = Bilder und Archive
workshop-dialog-lessons = Lektionen und Modelle
workshop-dialog-all-files = Alle Dateien
workshop-dialog-any-ending = Alle
workshop-dialog-open-button = 🗀 Öffnen
workshop-dialog-write-button = 📥 In diesen Ordner schreiben
workshop-dialog-save-button = 📥 Speichern
workshop-dialog-cancel = Abbrechen
workshop-dialog-overwrite = Ersetzen
workshop-dialog-overwrite-text = ist schon da. Ersetzen?
workshop-dialog-reload = ⟲ Neu nachsehen
workshop-dialog-select-all = ☑ Alle wählen
workshop-dialog-show-hidden = Versteckte Dateien zeigen
workshop-dialog-show-system-files = Systemdateien zeigen
workshop-dialog-working-directory = ↗ Zum Arbeitsordner
workshop-dialog-pinned = Angeheftet
workshop-dialog-places = Orte
workshop-dialog-devices = Geräte
workshop-dialog-removable-devices = Sticks und Karten
workshop-dialog-home = 🏠 Persönlich
workshop-dialog-desktop = 🖵 Desktop
workshop-dialog-documents = 🗐 Dokumente
workshop-dialog-downloads = 📥 Downloads
workshop-dialog-audio = 🎵 Musik
workshop-dialog-pictures-folder = 🖼 Bilder
workshop-dialog-videos = 🎞 Videos
workshop-dialog-pin = 📌 Anheften
workshop-dialog-unpin = ✖ Ablösen
workshop-dialog-rename = ✏ Umbenennen
workshop-dialog-selected-folder = Gewählter Ordner:
workshop-dialog-selected-file = Gewählte Datei:
workshop-dialog-selected-items = Gewählt:
workshop-dialog-file-name = Dateiname:
workshop-dialog-no-folder-name = Gib dem Ordner einen Namen
workshop-dialog-no-file-name = Gib der Datei einen Namen
workshop-dialog-folder-exists = Es gibt schon einen Ordner mit diesem Namen
workshop-dialog-file-exists = Es gibt schon eine Datei mit diesem Namen

workshop-inside = Im Netz
workshop-inside-why = Jede Schicht und jeder Kanal, live: was daraus wird, wie das Netz es hat (nicht gespiegelt).
workshop-inside-layer = Schicht
workshop-inside-channel = Kanal, von { $channels }
workshop-inside-busiest = Der eifrigste
workshop-inside-numbers = Kleinste { $low }, größte { $high }, Mittel { $mean }
workshop-inside-save = Als Bild speichern …
workshop-inside-waiting = Einen Augenblick …
workshop-inside-none = Dieses Modell zeigt seine Schichten nicht.

# --- Challenges: what games of teams begin with, and what came of them

workshop-challenges-prepare = Ein Spiel vorbereiten
workshop-challenges-why = Damit beginnen die nächsten Teams. Sie können noch anders wählen.
workshop-challenges-pictures = Geprüft mit
workshop-challenges-own = Testbilder dieser Lektion
workshop-challenges-own-why = Für ein Spiel mit dieser Lektion braucht es Testbilder von zwei Klassen.
workshop-challenges-hidden = Versteckte Bilder je Klasse
workshop-challenges-number = Nummer des Spiels
workshop-challenges-number-why = Dieselbe Nummer zieht immer dieselben Klassen und Bilder.
workshop-challenges-teams = Teams
workshop-challenges-team = Team { $number }
workshop-challenges-free = Die Teams wählen lassen
workshop-challenges-none = In diesem Besuch wurde noch kein Spiel gespielt. Ergebnisse stehen hier, bis der Besuch endet.
workshop-challenges-save = Tabelle sichern …
