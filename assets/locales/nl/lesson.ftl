# Dutch.
# What is said of a lesson beside the screens: notices for whoever works here, what can be undone, work with files, the
# report. A $reason is what went wrong exactly, for staff: always in English, most often with the file and a remedy.
# One word for one thing: teaching pictures are “trainingsfoto’s”, test pictures “testfoto’s”, pictures kept back
# “validatiefoto’s”. A head is a “classificatiekop”, a report a “verslag”, the exhibit the “opstelling”; to save is
# “bewaren”, as on the other screens, and other writing “wegschrijven”. Terms that textbooks leave in English follow in
# brackets: “verlies (loss)”, “nauwkeurigheid (accuracy)”.

# What was opened and imported.
notice-not-opened = Openen is mislukt. { $reason }
notice-answer-lost = Het bestand ging tijdens het lezen verloren.
notice-opened-previous = { $reason }. In plaats daarvan is de vorige versie geopend.
notice-not-read-to-end = { $file } is niet helemaal gelezen en blijft daarom zoals het is
notice-settings-invalid = De bewaarde instellingen zijn ongeldig ({ $reason }); de standaardinstellingen gelden
notice-imported = { $pictures ->
    [one] 1 foto geïmporteerd
   *[other] { $pictures } foto’s geïmporteerd
}
notice-imported-in-parts = { $pictures ->
    [one] 1 foto geïmporteerd
   *[other] { $pictures } foto’s geïmporteerd
}: { $teach } om te trainen, { $test } om te testen
notice-import-stopped = Gestopt; { $pictures ->
    [one] 1 foto geïmporteerd
   *[other] { $pictures } foto’s geïmporteerd
}
# $first says why the first one is left out: one of the sentences below, or a reason.
notice-imported-but = { $pictures ->
    [one] 1 foto geïmporteerd
   *[other] { $pictures } foto’s geïmporteerd
}, { $count ->
    [one] één overgeslagen: { $first }
   *[other] { $count } overgeslagen, de eerste om deze reden: { $first }
}
notice-import-too-many-classes = { $source }: er zijn al te veel klassen
notice-import-class-gone = { $source }: de klasse van deze foto bestaat niet meer
notice-import-not-seen = { $source }: het netwerk kon deze foto niet verwerken
notice-import-worker-broke = { $pictures ->
    [one] de werkthread is gecrasht bij het bekijken van een foto
   *[other] de werkthread is gecrasht bij het bekijken van { $pictures } foto’s
}
notice-import-no-network = het netwerk draait niet, dus nieuwe foto’s kunnen niet worden verwerkt
# Classes of other programs answer with what cannot be imported; $answers is a list of these three.
notice-answers-left-out = Sommige antwoorden van klassen konden niet worden geïmporteerd: { $answers }
notice-answer-picture = een afbeelding
notice-answer-sound = een geluid
notice-answer-web-page = een webpagina

# What was written.
notice-saved = Bewaard in { $file }
notice-saved-without-model = Bewaard in { $file }, maar zonder het model { $model }: open het bestand van het model zelf om het weer te zien
notice-folders-written = { $pictures ->
    [one] 1 foto weggeschreven naar { $folder }
   *[other] { $pictures } foto’s weggeschreven naar { $folder }
}
notice-folders-stopped = Gestopt; { $pictures ->
    [one] 1 foto weggeschreven naar { $folder }
   *[other] { $pictures } foto’s weggeschreven naar { $folder }
}
notice-head-written = Classificatiekop weggeschreven naar { $folder }
notice-report-written = Verslag weggeschreven: { $file }
notice-picture-written = Afbeelding weggeschreven: { $file }
notice-table-written = Tabel weggeschreven: { $file }

# What was not.
notice-not-written = Wegschrijven is mislukt. { $reason }
notice-writing-ended = Het wegschrijven is te vroeg gestopt; probeer het opnieuw
# $failure is a whole sentence: that something was not written, and why.
notice-still-in-memory = { $failure }. De les staat alleen in het geheugen
notice-still-in-file = { $failure }. De les staat nog steeds in { $file }
notice-in-use = { $reason }. Tot die tijd wordt deze les daar niet bewaard
notice-no-file-yet = Deze les heeft nog geen bestand; kies er een met “Bewaren als”
notice-no-pictures-to-write = Er zijn geen foto’s om weg te schrijven; een geopend model heeft er geen
notice-no-head = Er is nog geen classificatiekop om te exporteren: leer eerst twee klassen aan en kies ridge of softmax
notice-file-stays = { $file } blijft zoals het is; dit is een nieuwe les, alleen in het geheugen
notice-no-thread = Hiervoor is een eigen thread nodig, en die is er niet: { $reason }

# Who answers, and how it learns.
notice-model-answers = Nu antwoordt { $model }, precies zoals het is. Voeg een trainingsfoto toe om een eigen les te beginnen
notice-model-rests = { $model } rust uit: vanaf nu antwoordt wat hier wordt geleerd
notice-settings-refused = Deze instellingen zijn niet mogelijk: { $reason }

# The thread of the network.
notice-worker-not-started = De werkthread start niet: { $reason }
notice-worker-stopped = De werkthread is onverwacht gestopt. Een andere neemt het over; van wat is geleerd gaat niets verloren
notice-worker-hung = De werkthread reageert niet. Een andere neemt het over; van wat is geleerd gaat niets verloren
notice-worker-stopped-for-good = De werkthread stopt telkens opnieuw; herstart de opstelling
notice-worker-hung-for-good = De werkthread loopt telkens opnieuw vast; herstart de opstelling

# The comparison with networks that have never seen anything.
notice-comparison-needs-more = Er zijn twee klassen nodig, waarvan minstens één van twee kanten is getoond: laat eerst iets van een andere kant zien
notice-comparison-ended = De meting is te vroeg gestopt; probeer het opnieuw
notice-comparison-failed = Dit kon niet worden gemeten: { $reason }

# What can be brought back. It stands behind the word "Undo" and a colon.
undo-lesson = de hele les
undo-class = de klasse { $name }
undo-answer = wat voor { $name } antwoordt
undo-pictures-of = de foto’s van { $name }
undo-pictures = { $pictures ->
    [one] een foto
   *[other] { $pictures } foto’s
}
undo-places = { $pictures ->
    [one] de oude plek van een foto
   *[other] de oude plek van foto’s
}

# Work with files that is under way; behind it stands how far it is.
work-opening = { $file } wordt geopend
work-importing = { $file } wordt geïmporteerd
work-importing-files = { $files ->
    [one] Een bestand wordt geïmporteerd
   *[other] { $files } bestanden worden geïmporteerd
}
work-saving = { $file } wordt bewaard
work-writing-folders = Mappen worden weggeschreven naar { $folder }
work-writing-head = De classificatiekop wordt weggeschreven naar { $folder }
work-writing-report = { $file } wordt weggeschreven
# The class of pictures that come without one.
work-class-of-loose = Foto’s

# What is remarkable about the pictures of a class.
finding-too-few = { $class } heeft weinig foto’s; een handvol extra zou helpen.
finding-one-view = { $class } is maar van één kant getoond; laat het nog eens zien, gedraaid of verder weg.
finding-unbalanced = { $large } heeft veel meer foto’s dan { $small }, waardoor de kleinere klasse minder betrouwbaar wordt herkend.
finding-near-duplicates = { $pictures ->
    [one] Een foto van { $class } is bijna gelijk aan een andere; van verschillende foto’s valt meer te leren.
   *[other] { $pictures } foto’s van { $class } zijn bijna gelijk; van verschillende foto’s valt meer te leren.
}
finding-two-things = { $class } lijkt twee verschillende dingen te bevatten.
finding-look-the-same = { $one } en { $other } zien er voor het netwerk hetzelfde uit.
finding-odd-ones = { $pictures ->
    [one] Eén foto lijkt niet op de rest van { $class }.
   *[other] { $pictures } foto’s lijken niet op de rest van { $class }.
}

# The report of a lesson: its head and its foot.
report-untitled = Een les
report-answered-by = Antwoorden komen van: { $head }
# The name of a head, here and among the settings.
report-head-auto = auto: telkens de beste
report-head-knn = dichtstbijzijnde buren (knn)
report-head-ridge = ridge-regressie
report-head-softmax = softmax-regressie
# These four stand below a large number.
report-number-classes = { $classes ->
    [one] klasse
   *[other] klassen
}
report-number-taught = { $pictures ->
    [one] trainingsfoto
   *[other] trainingsfoto’s
}
report-number-right-taught = van de trainingsfoto’s goed herkend, elk getoetst alsof het een nieuwe was
report-number-right-test = van de testfoto’s goed herkend
report-made-with = Gemaakt met Menagerie. Alles is op dit apparaat gemeten; er is niets naar buiten gegaan.

# The report: its classes. Two of the same name are told apart by a number.
report-classes = Wat er is geleerd
report-classes-why = Leren gaat het best met van elke klasse evenveel foto’s.
report-column-class = klasse
report-column-taught = training
report-column-test = test
report-class-number = { $name } (klasse { $number })

# The report: how well each class is known, as bars.
report-per-class = Hoe goed elke klasse wordt herkend
report-per-class-why = Het deel van de foto’s van elke klasse dat goed is herkend.
report-per-class-drawing = Deel van de foto’s van elke klasse dat goed is geclassificeerd
report-per-class-both = Donker: trainingsfoto’s, elk getoetst alsof het een nieuwe was. Licht: testfoto’s.
report-per-class-taught = Trainingsfoto’s, elk getoetst alsof het een nieuwe was.
report-per-class-test = Testfoto’s.
report-per-class-behind = Blijft een klasse ver achter bij de andere, dan heeft ze meer foto’s nodig, of meer verschillende.
report-in-test = in de test
report-no-pictures = geen foto’s

# The report: which class was taken for which. $pictures is one of the two kinds.
report-confusion = Wat waarvoor wordt aangezien
report-confusion-why = Een verwarringsmatrix (confusion matrix): elke rij is wat de foto’s echt laten zien, elke kolom wat er is geantwoord. Wat goed is, ligt op de diagonaal; een donker vakje ernaast staat voor twee klassen die voor het netwerk op elkaar lijken.
report-confusion-right = { $pictures }: { $share } goed
report-taught-pictures = Trainingsfoto’s
report-test-pictures = Testfoto’s
report-never-seen = nooit gezien

# The report: curves.
report-learning = Hoe het heeft geleerd
report-learning-why = Van links naar rechts epoch na epoch: elk is één ronde langs alle foto’s.
report-loss = Verlies (loss)
report-loss-why = Hoe verrast de classificatiekop is door de juiste antwoorden. Het verlies hoort te dalen; waar de streepjeslijn weer stijgt terwijl de doorgetrokken lijn daalt, worden foto’s uit het hoofd geleerd.
report-loss-drawing = Verlies na elke epoch
report-accuracy = Nauwkeurigheid (accuracy)
report-accuracy-why = Het deel van de foto’s dat goed wordt herkend. De nauwkeurigheid hoort te stijgen, ook bij de streepjeslijn.
report-accuracy-drawing = Nauwkeurigheid na elke epoch
report-curve-taught = trainingsfoto’s
report-curve-held-out = validatiefoto’s: apart gehouden, om te zien hoe het met nieuwe zou gaan

# The report: the map, and the findings.
report-map = Een kaart van de foto’s
report-map-why = Foto’s die voor het netwerk op elkaar lijken, liggen dicht bij elkaar.
report-map-drawing = Kaart van de trainingsfoto’s
report-map-reading = Een wolk van één klasse die apart ligt, is makkelijk te onderscheiden; een los teken ver van zijn wolk is een blik waard.
report-findings = Wat een blik waard is
report-findings-why = Af te lezen aan de foto’s zelf.

# The report: what the network brought along.
report-pretraining = Waar komt het vandaan?
report-pretraining-why = Dezelfde paar foto’s, geleerd aan het voorgetrainde netwerk en aan drie netwerken die nog nooit iets hebben gezien (hun gemiddelde).
report-pretraining-drawing = Nauwkeurigheid met een voorgetraind netwerk, met drie netwerken met willekeurige gewichten, en door te gokken
report-pretraining-measured = { $pictures ->
    [one] Gemeten met 1 foto waarmee niet is getraind.
   *[other] Gemeten met { $pictures } foto’s waarmee niet is getraind.
} Het verschil tussen de eerste twee balken is niet in deze les geleerd: het netwerk bracht het mee van een miljoen foto’s die het eerder had gezien.
report-pretrained = voorgetraind
report-random = willekeurige gewichten
report-guessing = gokken

# The report: pictures that were answered wrongly.
report-wrong-ones = Fout beantwoord
report-wrong-ones-why = Om samen te bekijken: wat zag het netwerk erin?
report-wrong = { $class }, aangezien voor { $answer }
report-wrong-never-seen = { $class }, antwoord: nooit gezien
report-wrong-more = { $pictures ->
    [one] En nog 1 foto.
   *[other] En nog { $pictures } foto’s.
}

# The report: settings, by their standard names.
report-settings = Instellingen
report-settings-why = Hiermee kan iedereen de les herhalen.
report-column-setting = instelling
report-column-value = waarde
report-setting-head = classificatiekop (head)
report-setting-epochs = epochs, hoogstens
report-setting-batch-size = batchgrootte
report-setting-learning-rate = leersnelheid (learning rate)
report-setting-validation-share = deel voor validatie
report-setting-early-stopping = vroegtijdig stoppen (early stopping)
report-setting-augmentation = data-augmentatie
report-setting-seed = startwaarde van het toeval (seed)
report-setting-knows-unknown = herkent wat onbekend is
report-setting-threshold = drempelwaarde
report-all-at-once = alle tegelijk
report-yes = ja
report-no = nee

notice-creature-missing = Het wezen { $creature } is er niet. Een eenvoudig wezen valt in; zet de map ervan in assets/creatures.
notice-creature-unreadable = Het wezen { $creature } kan niet gelezen worden. Een eenvoudig wezen valt in; zet de bestanden terug.
