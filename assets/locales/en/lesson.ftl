# What is said of a lesson beside the screens: notices for whoever works here, what can be undone, work with files, the
# report. A $reason is what went wrong exactly, for staff: always in English, most often with the file and a remedy.

# What was opened and imported.
notice-not-opened = This was not opened. { $reason }
notice-answer-lost = The file was lost while it was read.
notice-opened-previous = { $reason }. The previous version was opened instead.
notice-not-read-to-end = { $file } was not read to the end, so it is left as it is
notice-settings-invalid = Its settings are invalid ({ $reason }); the defaults are used
notice-imported = { $pictures ->
    [one] 1 picture imported
   *[other] { $pictures } pictures imported
}
notice-imported-in-parts = { $pictures ->
    [one] 1 picture imported
   *[other] { $pictures } pictures imported
}: { $teach } to teach, { $test } to test
notice-import-stopped = Stopped; { $pictures ->
    [one] 1 picture imported
   *[other] { $pictures } pictures imported
}
# $first says why the first one is left out: one of the sentences below, or a reason.
notice-imported-but = { $pictures ->
    [one] 1 picture imported
   *[other] { $pictures } pictures imported
}, { $count ->
    [one] one left out: { $first }
   *[other] { $count } left out, the first because: { $first }
}
notice-import-too-many-classes = { $source }: there are too many classes already
notice-import-class-gone = { $source }: its class no longer exists
notice-import-not-seen = { $source }: the network could not process it
notice-import-worker-broke = { $pictures ->
    [one] the worker thread broke while it looked at a picture
   *[other] the worker thread broke while it looked at { $pictures } pictures
}
notice-import-no-network = the network is not running, so new pictures cannot be processed
# Classes of other programs answer with what cannot be imported; $answers is a list of these three.
notice-answers-left-out = Some of the answers of classes could not be imported: { $answers }
notice-answer-picture = a picture
notice-answer-sound = a sound
notice-answer-web-page = a web page

# What was written.
notice-saved = Saved in { $file }
notice-saved-without-model = Saved in { $file }, without the model { $model }: open its own file again to see it
notice-folders-written = { $pictures ->
    [one] 1 picture written into { $folder }
   *[other] { $pictures } pictures written into { $folder }
}
notice-folders-stopped = Stopped; { $pictures ->
    [one] 1 picture written into { $folder }
   *[other] { $pictures } pictures written into { $folder }
}
notice-head-written = Head written into { $folder }
notice-report-written = Report written: { $file }
notice-picture-written = Picture written: { $file }
notice-table-written = Table written: { $file }

# What was not.
notice-not-written = This was not written. { $reason }
notice-writing-ended = Writing stopped early; try again
# $failure is a whole sentence: that something was not written, and why.
notice-still-in-memory = { $failure }. The lesson is in memory only
notice-still-in-file = { $failure }. The lesson is still kept in { $file }
notice-in-use = { $reason }. Until then this lesson is not saved there
notice-no-file-yet = This lesson has no file yet; choose one with Save as
notice-no-pictures-to-write = There are no pictures to write; an opened model has none
notice-no-head = There is no head to export yet: teach two classes first, and choose ridge or softmax
notice-file-stays = { $file } stays as it is; this is a new lesson, in memory only
notice-no-thread = This needs a thread of its own, and there is none: { $reason }

# Who answers, and how it learns.
notice-model-answers = { $model } answers now, as it is. Teach a picture to begin a lesson of your own
notice-model-rests = { $model } rests: what is taught here answers from now on
notice-settings-refused = These settings are not possible: { $reason }

# The thread of the network.
notice-worker-not-started = The worker thread does not start: { $reason }
notice-worker-stopped = The worker thread has stopped unexpectedly. Another one takes its place; nothing taught is lost
notice-worker-hung = The worker thread does not respond. Another one takes its place; nothing taught is lost
notice-worker-stopped-for-good = The worker thread stops again and again; restart the exhibit
notice-worker-hung-for-good = The worker thread does not respond, again and again; restart the exhibit

# The comparison with networks that have never seen anything.
notice-comparison-needs-more = Two classes are needed, at least one of them with two views: show a thing from another side first
notice-comparison-ended = The measurement ended early; try again
notice-comparison-failed = This could not be measured: { $reason }

# What can be brought back. It stands behind the word "Undo" and a colon.
undo-lesson = the whole lesson
undo-class = the class { $name }
undo-answer = what answers for { $name }
undo-pictures-of = the pictures of { $name }
undo-pictures = { $pictures ->
    [one] a picture
   *[other] { $pictures } pictures
}
undo-places = { $pictures ->
    [one] where a picture stood
   *[other] where pictures stood
}

# Work with files that is under way; behind it stands how far it is.
work-opening = Opening { $file }
work-importing = Importing { $file }
work-importing-files = { $files ->
    [one] Importing a file
   *[other] Importing { $files } files
}
work-saving = Saving { $file }
work-writing-folders = Writing folders into { $folder }
work-writing-head = Writing the head into { $folder }
work-writing-report = Writing { $file }
# The class of pictures that come without one.
work-class-of-loose = Pictures

# What is remarkable about the pictures of a class.
finding-too-few = { $class } has few pictures; a handful more would help.
finding-one-view = { $class } was shown from one side only; hold it again, turned or farther away.
finding-unbalanced = { $large } has many more pictures than { $small }, so the smaller class is recognised less reliably.
finding-near-duplicates = { $pictures ->
    [one] A picture of { $class } is nearly the same as another; different ones teach more.
   *[other] { $pictures } pictures of { $class } are nearly the same; different ones teach more.
}
finding-two-things = { $class } seems to hold two different things.
finding-look-the-same = { $one } and { $other } look the same to the network.
finding-odd-ones = { $pictures ->
    [one] A picture looks unlike the rest of { $class }.
   *[other] { $pictures } pictures look unlike the rest of { $class }.
}

# The report of a lesson: its head and its foot.
report-untitled = A lesson
report-answered-by = Answered by: { $head }
# The name of a head, here and among the settings.
report-head-auto = auto: the best at each moment
report-head-knn = nearest neighbours (knn)
report-head-ridge = ridge regression
report-head-softmax = softmax regression
# These four stand below a large number.
report-number-classes = { $classes ->
    [one] class
   *[other] classes
}
report-number-taught = { $pictures ->
    [one] picture taught
   *[other] pictures taught
}
report-number-right-taught = of the taught pictures, each asked as if it were new
report-number-right-test = of the test pictures
report-made-with = Made with Menagerie. Everything was measured on this machine; nothing left it.

# The report: its classes. Two of the same name are told apart by a number.
report-classes = What was taught
report-classes-why = A lesson learns best from as many pictures of one class as of another.
report-column-class = class
report-column-taught = taught
report-column-test = test
report-class-number = { $name } (class { $number })

# The report: how well each class is known, as bars.
report-per-class = How well each class is known
report-per-class-why = The share of each class’s pictures that were named correctly.
report-per-class-drawing = Share of each class’s pictures that were classified correctly
report-per-class-both = Dark: taught pictures, each asked as if it were new. Light: test pictures.
report-per-class-taught = Taught pictures, each asked as if it were new.
report-per-class-test = Test pictures.
report-per-class-behind = Where one class is far behind the others, it needs more, or more varied, pictures.
report-in-test = in the test
report-no-pictures = no pictures

# The report: which class was taken for which. $pictures is one of the two kinds.
report-confusion = What is mistaken for what
report-confusion-why = Each row is what the pictures really show, each column what was answered. What is right lies on the diagonal; a dark cell beside it is a pair of classes that look alike to the network.
report-confusion-right = { $pictures }: { $share } right
report-taught-pictures = Taught pictures
report-test-pictures = Test pictures
report-never-seen = never seen

# The report: curves.
report-learning = How it learned
report-learning-why = From left to right: one pass after another over all pictures.
report-loss = Loss
report-loss-why = How surprised the head is by the right answers. It should fall; where the dashed line rises again while the solid one falls, pictures are learned by heart.
report-loss-drawing = Loss after each pass over the pictures
report-accuracy = Accuracy
report-accuracy-why = The share of pictures that are named correctly. It should rise, for the dashed line, too.
report-accuracy-drawing = Accuracy after each pass over the pictures
report-curve-taught = pictures taught
report-curve-held-out = pictures held out, to see how new ones would do

# The report: the map, and the findings.
report-map = A map of the pictures
report-map-why = Pictures that look alike to the network lie close together.
report-map-drawing = Map of the taught pictures
report-map-reading = A cloud of one class that lies apart is easy to tell; a single sign far from its cloud is worth a look.
report-findings = What is worth a look
report-findings-why = Seen in the pictures themselves.

# The report: what the network brought along.
report-pretraining = Where does it come from?
report-pretraining-why = The same few pictures, taught to the pretrained network and to three that have never seen anything (their mean).
report-pretraining-drawing = Accuracy with a pretrained network, with three of random weights, and by guessing
report-pretraining-measured = { $pictures ->
    [one] Measured with 1 picture that was not taught.
   *[other] Measured with { $pictures } pictures that were not taught.
} The difference between the first two bars was not learned in this lesson: the network brought it along from a million photographs that it had seen before.
report-pretrained = pretrained
report-random = random weights
report-guessing = guessing

# The report: pictures that were answered wrongly.
report-wrong-ones = Answered wrongly
report-wrong-ones-why = To look at together: what did the network see in them?
report-wrong = { $class }, called { $answer }
report-wrong-never-seen = { $class }, called never seen
report-wrong-more = { $pictures ->
    [one] And 1 picture more.
   *[other] And { $pictures } pictures more.
}

# The report: settings, by their standard names.
report-settings = Settings
report-settings-why = With these, anybody can repeat the lesson.
report-column-setting = setting
report-column-value = value
report-setting-head = head
report-setting-epochs = epochs, at most
report-setting-batch-size = batch size
report-setting-learning-rate = learning rate
report-setting-validation-share = validation share
report-setting-early-stopping = early stopping
report-setting-augmentation = augmentation
report-setting-seed = random seed
report-setting-knows-unknown = tells unknown things apart
report-setting-threshold = threshold
report-all-at-once = all at once
report-yes = yes
report-no = no

notice-creature-missing = The creature { $creature } is not here. A plain one takes its place; put its folder into assets/creatures.
notice-creature-unreadable = The creature { $creature } cannot be read. A plain one takes its place; put its files back.
