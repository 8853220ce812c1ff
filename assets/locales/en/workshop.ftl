# The workshop, where teachers and staff make a lesson, look under the hood, test it and keep it.
# One thought at a time, in words a twelve-year-old reads once.
#
# Always the same words for the same things:
#   teaching pictures   those it is taught with;
#   pictures kept back  those of the teaching pictures that it checks itself with while it learns;
#   test pictures       those it is never taught, so that they show honestly what was learned.

# --- The frame around every page

workshop-title = 🔧 Workshop
workshop-close = ✖ Close
workshop-tab-pictures = Pictures
workshop-tab-learning = Learning
workshop-tab-test = Test
workshop-tab-pretraining = Where from?
workshop-tab-challenges = Challenges
workshop-tab-files = Files

# --- What it sees now

workshop-live = What it sees
workshop-live-no-picture = No picture yet
workshop-live-nobody = Not sure yet
workshop-live-never-seen = Never seen this
workshop-live-nothing-taught = Nothing is taught yet.

# A share of a whole, as people say it.
workshop-percent = { $percent } %

# The answer for something that is like nothing taught, as the name of a row or column.
workshop-never-seen = never seen

# --- The strip at the bottom: the lesson, the way back, work that takes a while, what happened

workshop-lesson-untitled = Untitled lesson
workshop-lesson-in-memory = In memory only
workshop-lesson-saved = Saved
workshop-lesson-saving = Saving soon
workshop-lesson-unsaved = Not saved yet
workshop-undo = ⟲ Undo: { $what }
workshop-undo-nothing = Nothing to undo
workshop-work-of = { $done } of { $total }
workshop-work-so-far = { $done } so far
workshop-cancel = ✖ Cancel
workshop-notice-done = Done
workshop-notice-problem = Problem
workshop-notices = What happened
workshop-notices-more = { $more } more

# --- Pictures: the classes

workshop-class-add = ➕ Class
workshop-class-add-quiet = ➕ Quiet class
workshop-class-add-quiet-why = A quiet class is for "nothing" or "something else": when it wins, nobody comes.
workshop-class-none = Choose a class on the left.
workshop-class-pictures = { $teach ->
    [one] 1 teaching picture
   *[other] { $teach } teaching pictures
}
workshop-class-pictures-and-tests = { $teach } teaching, { $test } test
workshop-class-quiet = quiet
workshop-class-rests = rests
workshop-class-name = Name
workshop-class-says = It says …
workshop-class-nobody = nobody
workshop-class-rest = ⏸ Let it rest
workshop-class-wake = ▶ Learn it again
workshop-class-empty = Forget pictures
workshop-class-output = ✔ { $output }
workshop-class-no-output = ➕ { $output }
workshop-class-output-missing = ⚠ { $output }: missing here
workshop-class-delete = 🗑 Delete

# --- Pictures: those of a class

workshop-teaching-pictures = Teaching pictures
workshop-test-pictures = Test pictures
workshop-record-hold = ⏺ Hold to record
workshop-record-recording = ⏺ Recording …
workshop-record-timed = ⏱ In 3 seconds
workshop-record-count-down = Ready? { $secs } …
workshop-record-files = ➕ Files
workshop-pictures-none = No teaching pictures yet. Hold the button above, or drop files onto this window.
workshop-pictures-no-tests = No test pictures yet. They are never taught, so they show honestly what was learned.
workshop-choose = ☑ Choose several
workshop-choose-touch = Touch pictures to choose them.
workshop-choose-chosen = { $pictures } chosen
workshop-choose-all = All
workshop-choose-done = Done choosing
workshop-picture-remove = 🗑 Remove
workshop-picture-move = ➡ Move …
workshop-move-where = { $pictures ->
    [one] Where shall this picture go?
   *[other] Where shall { $pictures } pictures go?
}
workshop-sheet-back = ✖ Back
workshop-picture-gone = This picture is gone.
workshop-picture-opening = Opening …
workshop-picture-place = { $place } of { $pictures }
workshop-picture-from = { $class } · from { $source }
workshop-picture-from-camera = { $class } · from the camera
workshop-test-picture-from = { $class } · test picture · from { $source }
workshop-test-picture-from-camera = { $class } · test picture · from the camera

# --- Files that hang over the window

workshop-drop-lesson = Let go to open this lesson
workshop-drop-files = { $files ->
    [one] Let go to bring in this file
   *[other] Let go to bring in { $files } files
}
workshop-drop-files-into = { $files ->
    [one] Let go to add this file to { $class }
   *[other] Let go to add { $files } files to { $class }
}

# --- Learning: how far it is

workshop-page-results = How well?
workshop-page-curves = Curves
workshop-page-map = Map
workshop-page-health = Health
workshop-page-health-found = Health ({ $findings })
workshop-page-inside = Inside
workshop-page-settings = Settings
workshop-learning-opened = { $model } answers as it was made. It is not taught here.
workshop-learning-stale = Something has changed, so it is catching up.
workshop-learning-running = It is learning.
workshop-learning-finished = It has learned everything that is here.
workshop-learning-stopped = Somebody stopped it. It goes on when something changes.
workshop-learning-knn = Nearest neighbours answer: the pictures that look most like it decide, without epochs. No head to export.
workshop-learning-ridge = Ridge regression answers: it is solved at once, without epochs.
workshop-learning-ridge-auto = Ridge regression answers: it is solved at once, without epochs. With five views of every class the trained head takes over.
workshop-learning-epochs = epoch { $done } of at most { $most }
workshop-learning-stop = ⏹ Stop
workshop-settling = ⏳ Being worked out again. This is how it was before.

# --- Learning: how well

workshop-insight-none = This appears when two classes have a few pictures each.
workshop-per-class = Right answers by class
workshop-per-class-why = Each teaching picture was asked about as if its view, or its whole press, had never been taught. Short bars need other views.
workshop-expected = About { $percent } % of new pictures will be right.
workshop-expected-not-yet = How many new pictures will be right cannot be said before every class was shown from several sides.
workshop-right-of = { $right } of { $asked } right
workshop-not-asked = one view: not asked
workshop-confusion = Who is taken for whom?
workshop-confusion-why = Rows are what it really is, columns what was answered. Touch a number to see its pictures.
workshop-cell-right = { $pictures ->
    [one] 1 picture of { $truth }, named correctly
   *[other] { $pictures } pictures of { $truth }, named correctly
}
workshop-cell-wrong = { $pictures ->
    [one] 1 picture of { $truth }, answered with { $answer }
   *[other] { $pictures } pictures of { $truth }, answered with { $answer }
}

# --- Learning: curves

workshop-curves-none = The curves appear when every class has five views: five different things, or one from five sides.
workshop-curves-teaching = teaching pictures
workshop-curves-kept-back = pictures kept back
workshop-curves-nothing-kept-back = pictures kept back: none
workshop-loss = Loss: how wrong it is
workshop-loss-why = Each step to the right is an epoch: once through all teaching pictures. If the dashed line climbs again, it has begun to learn the pictures by heart.
workshop-accuracy = Accuracy: how often it is right
workshop-accuracy-why = The line rises while it learns. What counts is the dashed line: pictures that were kept back, so it could not learn them by heart.

# --- Learning: map

workshop-map = A map of your pictures
workshop-map-why = Teaching pictures that look alike to the network stand close together. Good classes are islands; a lonely point is a picture unlike the others. Touch a point to see it.
workshop-map-none = The map appears when there are a few teaching pictures.

# --- Learning: health. A heading, and what helps

workshop-health = How are the pictures?
workshop-health-why = A computer only knows what its pictures show. Here is what could be better.
workshop-health-fine = Everything looks fine. Nothing to improve.
workshop-finding-too-few = { $class } has few teaching pictures
workshop-finding-too-few-why = A few more, from other sides, would help it a lot.
workshop-finding-one-view = { $class } was shown from one side only
workshop-finding-one-view-why = Hold it again, turned, nearer and farther away; until then nobody can say how well it will be known.
workshop-finding-unbalanced = { $other } has many more pictures than { $class }
workshop-finding-unbalanced-why = It may guess { $other } too often. Give { $class } more pictures.
workshop-finding-near-duplicates = Some pictures of { $class } are nearly the same
workshop-finding-near-duplicates-why = The same picture twice teaches nothing new. Turn it, move it, change the light.
workshop-finding-two-things = { $class } seems to hold two different things
workshop-finding-two-things-why = If you meant two things, make two classes. If not, add pictures in between.
workshop-finding-look-the-same = { $class } and { $other } look the same to it
workshop-finding-look-the-same-why = Show more clearly what is different, or make one class of them.
workshop-finding-odd-ones = Some pictures of { $class } look unlike the rest
workshop-finding-odd-ones-why = Look at them: do they belong here? A mistake is quickly removed.

# --- Learning: settings, by their standard names, and what they do

workshop-settings = How it learns
workshop-settings-defaults = ⟲ Back to defaults
workshop-setting-on = on
workshop-setting-off = off
workshop-setting-all = all
workshop-setting-head = Head
workshop-setting-head-why = The part that you teach. Auto takes the quick one first and the trained one when it is ready.
workshop-setting-threshold = Threshold
workshop-setting-threshold-why = How sure it must be before a creature answers. There is no right value: try it.
workshop-setting-never-seen = Never seen
workshop-setting-never-seen-why = Whether it may say "never seen this". Switch it off and see what happens.
workshop-setting-augmentation = Augmentation
workshop-setting-augmentation-why = It is also taught with mirrored, nearer, darker and brighter copies of the teaching pictures.
workshop-setting-seed = Seed
workshop-setting-seed-why = The start of all random choices. The same number, the same result.
workshop-setting-epochs = Epochs
workshop-setting-epochs-why = How often it goes through all teaching pictures, at most.
workshop-setting-batch-size = Batch size
workshop-setting-batch-size-why = How many pictures it looks at before it corrects itself.
workshop-setting-learning-rate = Learning rate
workshop-setting-learning-rate-why = How big each correction is. Too big and it stumbles, too small and it crawls.
workshop-setting-validation-share = Validation share
workshop-setting-validation-share-why = How many of the teaching pictures are kept back, to check itself.
workshop-setting-early-stopping = Early stopping
workshop-setting-early-stopping-why = It stops when the pictures kept back get no better.
workshop-head-auto = auto
workshop-head-knn = knn
workshop-head-ridge = ridge
workshop-head-softmax = softmax

# --- Test

workshop-test-why = Show it things it was never taught: other pens, other books. Only then do you know what it has really learned.
workshop-test-record = Which class is it?
workshop-test-none = Take some test pictures; then the result appears here.
workshop-test-right = Test pictures
workshop-test-expected = New pictures
workshop-test-remembered = Teaching pictures
workshop-test-estimate = an estimate
workshop-test-by-heart = by heart
workshop-wrong = Named wrongly
workshop-wrong-none = None! All of them were named correctly.
workshop-wrong-taken-for = { $truth }, answered: { $answer }

# --- Where does it come from?

workshop-pretraining = Where does it come from?
workshop-pretraining-why-so-fast = It learns from a handful of pictures, in seconds. How can that be? Because it does not begin with nothing.
workshop-pretraining-why-transfer = The network has looked at more than a million photographs before it came here. It already sees edges, fur, wheels, leaves. You only teach the last small step: which of what it sees is called what. That is called transfer learning. (Fine-tuning would change the network itself, too; here it stays as it was.)
workshop-pretraining-why-measure = Let us measure it! The same pictures are taught to this network, and to three that have never seen anything: built the same way, with random numbers inside. Then all are tested with pictures that they were not taught.
workshop-pretraining-measure = ▶ Measure it now
workshop-pretraining-measure-again = ⟲ Measure again
workshop-pretraining-measuring = Looking at picture { $done } of { $of } …
workshop-pretraining-pretrained = Has seen a million photographs
workshop-pretraining-random = Has never seen anything
workshop-pretraining-chance = guessing { $percent } %
workshop-pretraining-measured = Measured with { $asked } pictures that none was taught.
workshop-pretraining-random-guessed = The random ones did no better than guessing; a little more or less is chance.
workshop-pretraining-few = So few pictures leave much to chance: try it with more.
workshop-pretraining-better = What it brought with it makes the difference, not your few pictures alone.
workshop-pretraining-neither = Neither can tell these things apart. Try things that look less alike, or show them from more sides.
workshop-pretraining-same = This time both did as well: perhaps the things can be told apart by colour alone. Try things that are harder.

# --- Files

workshop-sets = Ready-made sets
workshop-sets-why = Undo brings back what is there now.
workshop-sets-none = No ready-made sets are installed.
workshop-set-use = Use it
workshop-lesson = This lesson
workshop-lesson-where = { $state }: { $file }
workshop-lesson-open = Open …
workshop-lesson-save = Save
workshop-lesson-save-as = Save as …
workshop-lesson-close = Close the file
workshop-in-and-out = Bring in, take out
workshop-import = 📥 Import pictures …
workshop-import-why = Folders with one folder for each class, zip files of them, or what Teachable Machine saved.
workshop-export-folders = 📤 A folder for each class …
workshop-export-head = 📤 What was learned …
workshop-export-report = 📤 A report of the lesson …
workshop-privacy = Pictures are only in the file you choose. Without one they are gone when the exhibit starts over. Nothing is ever sent anywhere.

# --- The dialog in which files are found

workshop-dialog-open = Open a lesson or a model
workshop-dialog-save-as = Keep the lesson in …
workshop-dialog-import = Bring in pictures, folders or archives
workshop-dialog-answer = Choose a picture or a sound that answers
workshop-dialog-answers = Pictures and sounds
workshop-dialog-export-folders = Write a folder for each class into …
workshop-dialog-export-head = Write what was learned into …
workshop-dialog-export-report = Write the report to …
workshop-dialog-export-picture = Write the picture to …
workshop-dialog-export-table = Write the table to …
workshop-dialog-pictures = Pictures and archives
workshop-dialog-lessons = Lessons and models
workshop-dialog-all-files = All files
workshop-dialog-any-ending = Any
workshop-dialog-open-button = 🗀 Open
workshop-dialog-write-button = 📥 Write into this folder
workshop-dialog-save-button = 📥 Save
workshop-dialog-cancel = Cancel
workshop-dialog-overwrite = Overwrite
workshop-dialog-overwrite-text = is already there. Overwrite it?
workshop-dialog-reload = ⟲ Look again
workshop-dialog-select-all = ☑ Choose all
workshop-dialog-show-hidden = Show hidden files
workshop-dialog-show-system-files = Show system files
workshop-dialog-working-directory = ↗ Go to the working folder
workshop-dialog-pinned = Pinned
workshop-dialog-places = Places
workshop-dialog-devices = Devices
workshop-dialog-removable-devices = Sticks and cards
workshop-dialog-home = 🏠 Home
workshop-dialog-desktop = 🖵 Desktop
workshop-dialog-documents = 🗐 Documents
workshop-dialog-downloads = 📥 Downloads
workshop-dialog-audio = 🎵 Music
workshop-dialog-pictures-folder = 🖼 Pictures
workshop-dialog-videos = 🎞 Videos
workshop-dialog-pin = 📌 Pin
workshop-dialog-unpin = ✖ Unpin
workshop-dialog-rename = ✏ Rename
workshop-dialog-selected-folder = Chosen folder:
workshop-dialog-selected-file = Chosen file:
workshop-dialog-selected-items = Chosen:
workshop-dialog-file-name = File name:
workshop-dialog-no-folder-name = Give the folder a name
workshop-dialog-no-file-name = Give the file a name
workshop-dialog-folder-exists = There is a folder of this name already
workshop-dialog-file-exists = There is a file of this name already

workshop-inside = Inside the network
workshop-inside-why = Any layer and any channel, live: what it makes of the picture, as the network has it (not mirrored).
workshop-inside-layer = Layer
workshop-inside-channel = Channel, of { $channels }
workshop-inside-busiest = The busiest
workshop-inside-numbers = Smallest { $low }, largest { $high }, mean { $mean }
workshop-inside-save = Save as picture …
workshop-inside-waiting = Just a moment …
workshop-inside-none = This model does not show its layers.

# --- Challenges: what games of teams begin with, and what came of them

workshop-challenges-prepare = Prepare a game
workshop-challenges-why = The next teams begin with this. They can still choose otherwise.
workshop-challenges-pictures = Tested with
workshop-challenges-own = This lesson’s test pictures
workshop-challenges-own-why = For a game with this lesson, take test pictures of two classes.
workshop-challenges-hidden = Hidden pictures of each class
workshop-challenges-number = Number of the game
workshop-challenges-number-why = The same number always draws the same classes and pictures.
workshop-challenges-teams = Teams
workshop-challenges-team = Team { $number }
workshop-challenges-free = Let the teams choose
workshop-challenges-none = No game was played in this visit yet. Results stand here until the visit ends.
workshop-challenges-save = Save the table …
