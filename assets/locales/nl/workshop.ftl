# Dutch.
# The workshop, where teachers and staff make a lesson, look under the hood, test it and keep it.
# One thought at a time, in words a twelve-year-old reads once. The terms are those at the top of lesson.ftl; buttons
# and headings have little room. The space before an ellipsis does not break.
#
# Always the same words for the same things:
#   trainingsfoto’s     teaching pictures: those it is taught with;
#   validatiefoto’s     pictures kept back: those of them that it checks itself with while it learns;
#   testfoto’s          test pictures: those it is never taught, so that they show honestly what was learned;
#   aanzicht            a view: a thing from one side; “opname” is one press of the recording button.

# --- The frame around every page

workshop-title = 🔧 Werkplaats
workshop-close = ✖ Sluiten
workshop-tab-pictures = Foto’s
workshop-tab-learning = Leren
workshop-tab-test = Testen
workshop-tab-pretraining = Waarvandaan?
workshop-tab-challenges = Wedstrijden
workshop-tab-files = Bestanden

# --- What it sees now

workshop-live = Wat het ziet
workshop-live-no-picture = Nog geen beeld
workshop-live-nobody = Nog niet zeker
workshop-live-never-seen = Nooit gezien
workshop-live-nothing-taught = Er is nog niets geleerd.

# A share of a whole, as people say it.
workshop-percent = { $percent }%

# The answer for something that is like nothing taught, as the name of a row or column.
workshop-never-seen = nooit gezien

# --- The strip at the bottom: the lesson, the way back, work that takes a while, what happened

workshop-lesson-untitled = Les zonder naam
workshop-lesson-in-memory = Alleen in geheugen
workshop-lesson-saved = Bewaard
workshop-lesson-saving = Wordt zo bewaard
workshop-lesson-unsaved = Nog niet bewaard
workshop-undo = ⟲ Stap terug: { $what }
workshop-undo-nothing = Niets terug te draaien
workshop-work-of = { $done } van { $total }
workshop-work-so-far = { $done } tot nu toe
workshop-cancel = ✖ Stop
workshop-notice-done = Klaar
workshop-notice-problem = Probleem
workshop-notices = Wat er is gebeurd
workshop-notices-more = nog { $more }

# --- Pictures: the classes

workshop-class-add = ➕ Klasse
workshop-class-add-quiet = ➕ Stille klasse
workshop-class-add-quiet-why = Een stille klasse is voor “niets” of “iets anders”: als die wint, komt er niemand.
workshop-class-none = Kies links een klasse.
workshop-class-pictures = { $teach ->
    [one] 1 trainingsfoto
   *[other] { $teach } trainingsfoto’s
}
workshop-class-pictures-and-tests = { $teach } training, { $test } test
workshop-class-quiet = stil
workshop-class-rests = rust uit
workshop-class-name = Naam
workshop-class-says = Zegt …
workshop-class-nobody = geen
workshop-class-rest = ⏸ Laten rusten
workshop-class-wake = ▶ Weer leren
workshop-class-empty = Foto’s vergeten
workshop-class-output = ✔ { $output }
workshop-class-no-output = ➕ { $output }
workshop-class-output-missing = ⚠ { $output }: ontbreekt hier
workshop-class-delete = 🗑 Wissen

# --- Pictures: those of a class

workshop-teaching-pictures = Trainingsfoto’s
workshop-test-pictures = Testfoto’s
workshop-record-hold = ⏺ Lang drukken
workshop-record-recording = ⏺ Opname loopt …
workshop-record-timed = ⏱ Over 3 tellen
workshop-record-count-down = Klaar? { $secs } …
workshop-record-files = ➕ Bestanden
workshop-pictures-none = Nog geen trainingsfoto’s. Druk lang op de knop hierboven, of sleep bestanden naar dit venster.
workshop-pictures-no-tests = Nog geen testfoto’s. Daarmee wordt nooit getraind, dus laten ze eerlijk zien wat is geleerd.
workshop-choose = ☑ Uitkiezen
workshop-choose-touch = Tik op foto’s om ze te kiezen.
workshop-choose-chosen = { $pictures } gekozen
workshop-choose-all = Alle
workshop-choose-done = Klaar met kiezen
workshop-picture-remove = 🗑 Weghalen
workshop-picture-move = ➡ Verplaatsen …
workshop-move-where = { $pictures ->
    [one] Waar moet deze foto naartoe?
   *[other] Waar moeten deze { $pictures } foto’s naartoe?
}
workshop-sheet-back = ✖ Terug
workshop-picture-gone = Deze foto is weg.
workshop-picture-opening = Wordt geopend …
workshop-picture-place = { $place } van { $pictures }
workshop-picture-from = { $class } · uit { $source }
workshop-picture-from-camera = { $class } · van de camera
workshop-test-picture-from = { $class } · testfoto · uit { $source }
workshop-test-picture-from-camera = { $class } · testfoto · van de camera

# --- Files that hang over the window

workshop-drop-lesson = Laat los om deze les te openen
workshop-drop-files = { $files ->
    [one] Laat los om dit bestand te importeren
   *[other] Laat los om { $files } bestanden te importeren
}
workshop-drop-files-into = { $files ->
    [one] Laat los: dit bestand komt bij { $class }
   *[other] Laat los: { $files } bestanden komen bij { $class }
}

# --- Learning: how far it is

workshop-page-results = Hoe goed?
workshop-page-curves = Curves
workshop-page-map = Kaart
workshop-page-health = Gezondheid
workshop-page-health-found = Gezondheid ({ $findings })
workshop-page-inside = Binnenin
workshop-page-settings = Instellingen
workshop-learning-opened = { $model } antwoordt zoals het is gemaakt. Hier leert het niets bij.
workshop-learning-stale = Er is iets veranderd; het wordt nu bijgeleerd.
workshop-learning-running = Het leert.
workshop-learning-finished = Het heeft alles geleerd wat hier is.
workshop-learning-stopped = Iemand heeft het leren gestopt. Het gaat verder als er iets verandert.
workshop-learning-knn = De dichtstbijzijnde buren antwoorden: de foto’s die er het meest op lijken, beslissen, zonder epochs. Geen classificatiekop om te exporteren.
workshop-learning-ridge = Ridge-regressie antwoordt: in één keer berekend, zonder epochs.
workshop-learning-ridge-auto = Ridge-regressie antwoordt: in één keer berekend, zonder epochs. Met vijf aanzichten van elke klasse neemt de getrainde kop het over.
workshop-learning-epochs = epoch { $done } van hoogstens { $most }
workshop-learning-stop = ⏹ Stop
workshop-settling = ⏳ Wordt opnieuw berekend. Zo was het hiervoor.

# --- Learning: how well

workshop-insight-none = Dit verschijnt zodra twee klassen elk een paar foto’s hebben.
workshop-per-class = Goed herkend per klasse
workshop-per-class-why = Elke trainingsfoto is getoetst alsof het aanzicht ervan, of de hele opname, nooit was geleerd. Korte balken vragen om andere aanzichten.
workshop-expected = Ongeveer { $percent }% van nieuwe foto’s wordt goed herkend.
workshop-expected-not-yet = Hoeveel nieuwe foto’s goed worden herkend, is pas te zeggen als elke klasse van meerdere kanten is getoond.
workshop-right-of = { $right } van { $asked } goed
workshop-not-asked = 1 aanzicht: niet getoetst
workshop-confusion = Wat wordt waarvoor aangezien?
workshop-confusion-why = Rijen zijn wat het echt is, kolommen wat er is geantwoord. Tik op een getal om de foto’s te zien.
workshop-cell-right = { $pictures ->
    [one] 1 foto van { $truth }, goed herkend
   *[other] { $pictures } foto’s van { $truth }, goed herkend
}
workshop-cell-wrong = { $pictures ->
    [one] 1 foto van { $truth }, antwoord: { $answer }
   *[other] { $pictures } foto’s van { $truth }, antwoord: { $answer }
}

# --- Learning: curves

workshop-curves-none = De curves verschijnen als elke klasse vijf aanzichten heeft: vijf verschillende dingen, of één ding van vijf kanten.
workshop-curves-teaching = trainingsfoto’s
workshop-curves-kept-back = validatiefoto’s
workshop-curves-nothing-kept-back = validatiefoto’s: geen
workshop-loss = Verlies (loss): hoe fout
workshop-loss-why = Elke stap naar rechts is een epoch: één ronde langs alle trainingsfoto’s. Stijgt de streepjeslijn weer, dan leert het de foto’s uit het hoofd.
workshop-accuracy = Nauwkeurigheid: hoe vaak goed
workshop-accuracy-why = De nauwkeurigheid (accuracy) stijgt tijdens het leren. Wat telt, is de streepjeslijn: foto’s die apart zijn gehouden, zodat het ze niet uit het hoofd kan leren.

# --- Learning: map

workshop-map = Een kaart van je foto’s
workshop-map-why = Trainingsfoto’s die voor het netwerk op elkaar lijken, liggen dicht bij elkaar. Goede klassen zijn eilanden; een eenzaam punt is een foto die niet op de andere lijkt. Tik op een punt om de foto te zien.
workshop-map-none = De kaart verschijnt zodra er een paar trainingsfoto’s zijn.

# --- Learning: health. A heading, and what helps

workshop-health = Hoe gaat het met de foto’s?
workshop-health-why = Een computer weet alleen wat zijn foto’s laten zien. Hier staat wat beter kan.
workshop-health-fine = Alles ziet er goed uit. Er valt niets te verbeteren.
workshop-finding-too-few = { $class } heeft weinig trainingsfoto’s
workshop-finding-too-few-why = Een paar extra, van andere kanten, zouden veel helpen.
workshop-finding-one-view = { $class } is maar van één kant getoond
workshop-finding-one-view-why = Laat het nog eens zien: gedraaid, dichterbij en verder weg. Eerder kan niemand zeggen hoe goed het zal worden herkend.
workshop-finding-unbalanced = { $other } heeft veel meer foto’s dan { $class }
workshop-finding-unbalanced-why = Misschien gokt het te vaak { $other }. Geef { $class } meer foto’s.
workshop-finding-near-duplicates = Sommige foto’s van { $class } zijn bijna gelijk
workshop-finding-near-duplicates-why = Twee keer dezelfde foto voegt niets toe. Draai het, verplaats het, verander het licht.
workshop-finding-two-things = { $class } lijkt twee verschillende dingen te bevatten
workshop-finding-two-things-why = Zijn het twee dingen? Maak er twee klassen van. Zo niet, voeg foto’s toe die ertussenin liggen.
workshop-finding-look-the-same = { $class } en { $other } zien er voor het netwerk hetzelfde uit
workshop-finding-look-the-same-why = Laat duidelijker zien wat er anders is, of maak er één klasse van.
workshop-finding-odd-ones = Sommige foto’s van { $class } lijken niet op de rest
workshop-finding-odd-ones-why = Bekijk ze: horen ze hier thuis? Een vergissing is zo weggehaald.

# --- Learning: settings, by their standard names, and what they do

workshop-settings = Hoe het leert
workshop-settings-defaults = ⟲ Standaardwaarden
workshop-setting-on = aan
workshop-setting-off = uit
workshop-setting-all = alle
workshop-setting-head = Kop (head)
workshop-setting-head-why = De classificatiekop: het deel dat jij traint. Auto neemt eerst de snelle, en de getrainde zodra die klaar is.
workshop-setting-threshold = Drempelwaarde
workshop-setting-threshold-why = Hoe zeker het moet zijn voordat een beestje antwoordt. Een juiste waarde bestaat niet: probeer maar.
workshop-setting-never-seen = Nooit gezien
workshop-setting-never-seen-why = Of het “nooit gezien” mag antwoorden. Zet het uit en kijk wat er gebeurt.
workshop-setting-augmentation = Data-augmentatie
workshop-setting-augmentation-why = Het leert ook van kopieën van de trainingsfoto’s: gespiegeld, dichterbij, donkerder en lichter.
workshop-setting-seed = Startwaarde (seed)
workshop-setting-seed-why = Het begin van alle toevalskeuzes. Hetzelfde getal, hetzelfde resultaat.
workshop-setting-epochs = Epochs
workshop-setting-epochs-why = Hoe vaak het hoogstens alle trainingsfoto’s doorloopt.
workshop-setting-batch-size = Batchgrootte
workshop-setting-batch-size-why = Hoeveel foto’s het bekijkt voordat het zichzelf bijstelt.
workshop-setting-learning-rate = Leersnelheid
workshop-setting-learning-rate-why = Hoe groot elke bijstelling is (learning rate). Te groot en het struikelt, te klein en het kruipt.
workshop-setting-validation-share = Deel voor validatie
workshop-setting-validation-share-why = Hoeveel trainingsfoto’s het apart houdt om zichzelf te controleren.
workshop-setting-early-stopping = Vroegtijdig stoppen
workshop-setting-early-stopping-why = Het stopt als het op de validatiefoto’s niet meer beter wordt (early stopping).
workshop-head-auto = auto
workshop-head-knn = knn
workshop-head-ridge = ridge
workshop-head-softmax = softmax

# --- Test

workshop-test-why = Laat dingen zien die het nooit heeft geleerd: andere pennen, andere boeken. Pas dan weet je wat het echt heeft geleerd.
workshop-test-record = Welke klasse is het?
workshop-test-none = Maak een paar testfoto’s; dan verschijnt hier het resultaat.
workshop-test-right = Testfoto’s
workshop-test-expected = Nieuwe foto’s
workshop-test-remembered = Trainingsfoto’s
workshop-test-estimate = een schatting
workshop-test-by-heart = uit het hoofd
workshop-wrong = Fout herkend
workshop-wrong-none = Geen enkele! Ze zijn allemaal goed herkend.
workshop-wrong-taken-for = { $truth }, antwoord: { $answer }

# --- Where does it come from?

workshop-pretraining = Waar komt het vandaan?
workshop-pretraining-why-so-fast = Het leert van een handvol foto’s, in een paar tellen. Hoe kan dat? Omdat het niet vanaf nul begint.
workshop-pretraining-why-transfer = Voordat het netwerk hier kwam, had het al meer dan een miljoen foto’s bekeken. Het ziet al randen, vacht, wielen, bladeren. Jij leert het alleen de laatste kleine stap: hoe heet wat het ziet. Dat noem je transfer learning. (Bij fine-tuning zou ook het netwerk zelf veranderen; hier blijft het zoals het was.)
workshop-pretraining-why-measure = Laten we het meten! Dezelfde foto’s worden geleerd aan dit netwerk, en aan drie netwerken die nog nooit iets hebben gezien: net zo gebouwd, maar met willekeurige getallen erin. Dan worden ze allemaal getest met foto’s waarmee niet is getraind.
workshop-pretraining-measure = ▶ Nu meten
workshop-pretraining-measure-again = ⟲ Opnieuw meten
workshop-pretraining-measuring = Foto { $done } van { $of } wordt bekeken …
workshop-pretraining-pretrained = Heeft een miljoen foto’s gezien
workshop-pretraining-random = Heeft nog nooit iets gezien
workshop-pretraining-chance = gokken { $percent }%
workshop-pretraining-measured = Gemeten met { $asked } foto’s waarmee niet is getraind.
workshop-pretraining-random-guessed = De willekeurige netwerken deden het niet beter dan gokken; iets meer of minder is toeval.
workshop-pretraining-few = Bij zo weinig foto’s speelt toeval een grote rol: probeer het met meer.
workshop-pretraining-better = Wat het netwerk meebracht, maakt het verschil, niet alleen jouw paar foto’s.
workshop-pretraining-neither = Geen van beide kan deze dingen uit elkaar houden. Probeer dingen die minder op elkaar lijken, of laat ze van meer kanten zien.
workshop-pretraining-same = Deze keer deden beide het even goed: misschien zijn de dingen al aan hun kleur uit elkaar te houden. Probeer iets moeilijkers.

# --- Files

workshop-sets = Kant-en-klare sets
workshop-sets-why = Met “Stap terug” krijg je terug wat er nu is.
workshop-sets-none = Er zijn geen kant-en-klare sets geïnstalleerd.
workshop-set-use = Laden
workshop-lesson = Deze les
workshop-lesson-where = { $state }: { $file }
workshop-lesson-open = Openen …
workshop-lesson-save = Bewaren
workshop-lesson-save-as = Bewaren als …
workshop-lesson-close = Bestand sluiten
workshop-in-and-out = Import en export
workshop-import = 📥 Foto’s importeren …
workshop-import-why = Mappen met voor elke klasse een map, zipbestanden daarvan, of wat Teachable Machine heeft bewaard.
workshop-export-folders = 📤 Een map per klasse …
workshop-export-head = 📤 Wat is geleerd …
workshop-export-report = 📤 Een verslag van de les …
workshop-privacy = Foto’s staan alleen in het bestand dat jij kiest. Zonder bestand zijn ze weg als de opstelling opnieuw begint. Er wordt nooit iets verstuurd.

# --- The dialog in which files are found

workshop-dialog-open = Een les of een model openen
workshop-dialog-save-as = De les bewaren in …
workshop-dialog-import = Foto’s, mappen of archieven importeren
workshop-dialog-answer = Kies een plaatje of geluid dat antwoordt
workshop-dialog-answers = Plaatjes en geluiden
workshop-dialog-export-folders = Een map per klasse wegschrijven naar …
workshop-dialog-export-head = Wat is geleerd wegschrijven naar …
workshop-dialog-export-report = Het verslag wegschrijven naar …
workshop-dialog-export-picture = De afbeelding wegschrijven naar …
workshop-dialog-export-table = De tabel wegschrijven naar …
workshop-dialog-pictures = Foto’s en archieven
workshop-dialog-lessons = Lessen en modellen
workshop-dialog-all-files = Alle bestanden
workshop-dialog-any-ending = Alle
workshop-dialog-open-button = 🗀 Openen
workshop-dialog-write-button = 📥 Naar deze map schrijven
workshop-dialog-save-button = 📥 Bewaren
workshop-dialog-cancel = Annuleren
workshop-dialog-overwrite = Vervangen
workshop-dialog-overwrite-text = bestaat al. Vervangen?
workshop-dialog-reload = ⟲ Opnieuw kijken
workshop-dialog-select-all = ☑ Alles kiezen
workshop-dialog-show-hidden = Verborgen bestanden tonen
workshop-dialog-show-system-files = Systeembestanden tonen
workshop-dialog-working-directory = ↗ Naar de werkmap
workshop-dialog-pinned = Vastgezet
workshop-dialog-places = Plaatsen
workshop-dialog-devices = Apparaten
workshop-dialog-removable-devices = Sticks en kaarten
workshop-dialog-home = 🏠 Thuismap
workshop-dialog-desktop = 🖵 Bureaublad
workshop-dialog-documents = 🗐 Documenten
workshop-dialog-downloads = 📥 Downloads
workshop-dialog-audio = 🎵 Muziek
workshop-dialog-pictures-folder = 🖼 Afbeeldingen
workshop-dialog-videos = 🎞 Video’s
workshop-dialog-pin = 📌 Vastzetten
workshop-dialog-unpin = ✖ Losmaken
workshop-dialog-rename = ✏ Naam wijzigen
workshop-dialog-selected-folder = Gekozen map:
workshop-dialog-selected-file = Gekozen bestand:
workshop-dialog-selected-items = Gekozen:
workshop-dialog-file-name = Bestandsnaam:
workshop-dialog-no-folder-name = Geef de map een naam
workshop-dialog-no-file-name = Geef het bestand een naam
workshop-dialog-folder-exists = Er is al een map met deze naam
workshop-dialog-file-exists = Er is al een bestand met deze naam

workshop-inside = In het netwerk
workshop-inside-why = Elke laag en elk kanaal, live: wat ervan wordt, zoals het netwerk het heeft (niet gespiegeld).
workshop-inside-layer = Laag
workshop-inside-channel = Kanaal, van { $channels }
workshop-inside-busiest = Het drukste
workshop-inside-numbers = Kleinste { $low }, grootste { $high }, gemiddeld { $mean }
workshop-inside-save = Als afbeelding bewaren …
workshop-inside-waiting = Even geduld …
workshop-inside-none = Dit model toont zijn lagen niet.

# --- Challenges: what games of teams begin with, and what came of them

workshop-challenges-prepare = Een spel voorbereiden
workshop-challenges-why = Hiermee beginnen de volgende teams. Ze kunnen nog anders kiezen.
workshop-challenges-pictures = Getest met
workshop-challenges-own = De testfoto’s van deze les
workshop-challenges-own-why = Neem voor een spel met deze les testfoto’s van twee klassen.
workshop-challenges-hidden = Verborgen foto’s per klasse
workshop-challenges-number = Nummer van het spel
workshop-challenges-number-why = Hetzelfde nummer trekt altijd dezelfde klassen en foto’s.
workshop-challenges-teams = Teams
workshop-challenges-team = Team { $number }
workshop-challenges-free = De teams laten kiezen
workshop-challenges-none = In dit bezoek is nog geen spel gespeeld. Uitslagen staan hier tot het bezoek eindigt.
workshop-challenges-save = Tabel bewaren …
