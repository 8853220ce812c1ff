# French.
# What is said of a lesson beside the screens: notices for whoever works here, what can be undone, work with files, the
# report. A $reason is what went wrong exactly, for staff: always in English, most often with the file and a remedy.
# The space before ! ? : ; and inside « » is a no-break space (U+00A0): the typeface has no narrow one (U+202F).
# No « de », « que » or « le » stands before a name: it would have to be « d’ », « qu’ » or « l’ » before some.
# In French “one” counts nothing, too, so the number is put in where it may be 0.
# One word for one thing: teaching pictures are « images d’entraînement », test pictures « images de test », pictures
# kept back « images de validation ». A head is a « tête de classification », a thread a « fil d’exécution », the
# exhibit the « dispositif ». What can be undone is named as an action, for « Annuler » stands before it. Terms that
# textbooks leave in English follow in brackets: « perte (loss) », « exactitude (accuracy) », « époque (epoch) ».

# What was opened and imported.
notice-not-opened = L’ouverture a échoué. { $reason }
notice-answer-lost = Le fichier s’est perdu pendant la lecture.
notice-opened-previous = { $reason }. La version précédente a été ouverte à la place.
notice-not-read-to-end = { $file } n’a pas été lu jusqu’au bout et reste donc tel quel
notice-settings-invalid = Les réglages enregistrés ne sont pas valides ({ $reason }) ; les valeurs par défaut s’appliquent
notice-imported = { $pictures ->
    [one] { $pictures } image importée
   *[other] { $pictures } images importées
}
notice-imported-in-parts = { $pictures ->
    [one] { $pictures } image importée
   *[other] { $pictures } images importées
} : { $teach } pour l’entraînement, { $test } pour le test
notice-import-stopped = Interrompu ; { $pictures ->
    [one] { $pictures } image importée
   *[other] { $pictures } images importées
}
# $first says why the first one is left out: one of the sentences below, or a reason.
notice-imported-but = { $pictures ->
    [one] { $pictures } image importée
   *[other] { $pictures } images importées
}, { $count ->
    [one] une image écartée : { $first }
   *[other] { $count } écartées, la première pour cette raison : { $first }
}
notice-import-too-many-classes = { $source } : il y a déjà trop de classes
notice-import-class-gone = { $source } : la classe de cette image n’existe plus
notice-import-not-seen = { $source } : le réseau n’a pas pu traiter cette image
notice-import-worker-broke = { $pictures ->
    [one] le fil d’exécution du réseau a planté pendant l’analyse d’une image
   *[other] le fil d’exécution du réseau a planté pendant l’analyse de { $pictures } images
}
notice-import-no-network = le réseau ne fonctionne pas, les nouvelles images ne peuvent donc pas être traitées
# Classes of other programs answer with what cannot be imported; $answers is a list of these three.
notice-answers-left-out = Certaines réponses des classes n’ont pas pu être importées : { $answers }
notice-answer-picture = une image
notice-answer-sound = un son
notice-answer-web-page = une page web

# What was written.
notice-saved = Enregistré dans { $file }
notice-saved-without-model = Enregistré dans { $file }, mais sans le modèle { $model } : rouvre son propre fichier pour le revoir
notice-folders-written = { $pictures ->
    [one] { $pictures } image écrite dans { $folder }
   *[other] { $pictures } images écrites dans { $folder }
}
notice-folders-stopped = Interrompu ; { $pictures ->
    [one] { $pictures } image écrite dans { $folder }
   *[other] { $pictures } images écrites dans { $folder }
}
notice-head-written = Tête de classification écrite dans { $folder }
notice-report-written = Rapport écrit : { $file }
notice-picture-written = Image écrite : { $file }
notice-table-written = Tableau écrit : { $file }

# What was not.
notice-not-written = L’écriture a échoué. { $reason }
notice-writing-ended = L’écriture s’est arrêtée trop tôt ; réessaie
# $failure is a whole sentence: that something was not written, and why.
notice-still-in-memory = { $failure }. La leçon n’existe qu’en mémoire
notice-still-in-file = { $failure }. La leçon reste enregistrée dans { $file }
notice-in-use = { $reason }. D’ici là, cette leçon n’y est pas enregistrée
notice-no-file-yet = Cette leçon n’a pas encore de fichier ; choisis-en un avec « Enregistrer sous »
notice-no-pictures-to-write = Il n’y a pas d’images à écrire ; un modèle ouvert n’en contient pas
notice-no-head = Il n’y a pas encore de tête de classification à exporter : apprends d’abord deux classes au réseau et choisis ridge ou softmax
notice-file-stays = { $file } reste tel quel ; ceci est une nouvelle leçon, uniquement en mémoire
notice-no-thread = Il faut pour cela un fil d’exécution à part, et il n’y en a pas : { $reason }

# Who answers, and how it learns.
notice-model-answers = C’est maintenant { $model } qui répond, sans modification. Ajoute une image d’entraînement pour commencer ta propre leçon
notice-model-rests = { $model } est au repos : c’est désormais ce qui est appris ici qui répond
notice-settings-refused = Ces réglages ne sont pas possibles : { $reason }

# The thread of the network.
notice-worker-not-started = Le fil d’exécution du réseau ne démarre pas : { $reason }
notice-worker-stopped = Le fil d’exécution du réseau s’est arrêté de façon inattendue. Un autre prend le relais ; rien de ce qui est appris n’est perdu
notice-worker-hung = Le fil d’exécution du réseau ne répond pas. Un autre prend le relais ; rien de ce qui est appris n’est perdu
notice-worker-stopped-for-good = Le fil d’exécution du réseau s’arrête sans cesse ; redémarre le dispositif
notice-worker-hung-for-good = Le fil d’exécution du réseau se bloque sans cesse ; redémarre le dispositif

# The comparison with networks that have never seen anything.
notice-comparison-needs-more = Il faut deux classes, dont au moins une montrée de deux côtés : montre d’abord un objet sous un autre angle
notice-comparison-ended = La mesure s’est arrêtée trop tôt ; réessaie
notice-comparison-failed = La mesure n’a pas pu se faire : { $reason }

# What can be brought back. It stands behind the word "Undo" and a colon.
undo-lesson = changement de leçon
undo-class = suppression de la classe { $name }
undo-answer = changement de ce qui répond pour { $name }
undo-pictures-of = suppression des images de la classe { $name }
undo-pictures = { $pictures ->
    [one] suppression d’une image
   *[other] suppression de { $pictures } images
}
undo-places = { $pictures ->
    [one] déplacement d’une image
   *[other] déplacement d’images
}

# Work with files that is under way; behind it stands how far it is.
work-opening = Ouverture : { $file }
work-importing = Importation : { $file }
work-importing-files = { $files ->
    [one] Importation d’un fichier
   *[other] Importation de { $files } fichiers
}
work-saving = Enregistrement : { $file }
work-writing-folders = Écriture des dossiers dans { $folder }
work-writing-head = Écriture de la tête de classification dans { $folder }
work-writing-report = Écriture : { $file }
# The class of pictures that come without one.
work-class-of-loose = Images

# What is remarkable about the pictures of a class.
finding-too-few = { $class } a peu d’images ; quelques-unes de plus aideraient.
finding-one-view = Un seul côté a été montré pour { $class } ; recommence en tournant l’objet ou en l’éloignant.
finding-unbalanced = { $large } a beaucoup d’images, { $small } bien moins : la plus petite classe est donc reconnue de façon moins fiable.
finding-near-duplicates = { $pictures ->
    [one] Une image de la classe { $class } est presque identique à une autre ; des images variées font mieux apprendre.
   *[other] { $pictures } images de la classe { $class } sont presque identiques ; des images variées font mieux apprendre.
}
finding-two-things = { $class } semble réunir deux choses différentes.
finding-look-the-same = Le réseau ne voit pas de différence entre { $one } et { $other }.
finding-odd-ones = { $pictures ->
    [one] Une image ne ressemble pas aux autres de la classe { $class }.
   *[other] { $pictures } images ne ressemblent pas aux autres de la classe { $class }.
}

# The report of a lesson: its head and its foot.
report-untitled = Une leçon
report-answered-by = Réponses données par : { $head }
# The name of a head, here and among the settings.
report-head-auto = auto : le meilleur choix à chaque instant
report-head-knn = plus proches voisins (knn)
report-head-ridge = régression ridge
report-head-softmax = régression softmax
# These four stand below a large number.
report-number-classes = { $classes ->
    [one] classe
   *[other] classes
}
report-number-taught = { $pictures ->
    [one] image d’entraînement
   *[other] images d’entraînement
}
report-number-right-taught = des images d’entraînement bien reconnues, chacune évaluée comme si elle était nouvelle
report-number-right-test = des images de test bien reconnues
report-made-with = Créé avec Menagerie. Tout a été mesuré sur cet appareil ; rien n’en est sorti.

# The report: its classes. Two of the same name are told apart by a number.
report-classes = Ce qui a été appris
report-classes-why = On apprend mieux avec autant d’images dans chaque classe.
report-column-class = classe
report-column-taught = entraînement
report-column-test = test
report-class-number = { $name } (classe { $number })

# The report: how well each class is known, as bars.
report-per-class = La reconnaissance de chaque classe
report-per-class-why = La part des images de chaque classe qui ont été bien reconnues.
report-per-class-drawing = Part des images de chaque classe qui ont été bien classées
report-per-class-both = Foncé : images d’entraînement, chacune évaluée comme si elle était nouvelle. Clair : images de test.
report-per-class-taught = Images d’entraînement, chacune évaluée comme si elle était nouvelle.
report-per-class-test = Images de test.
report-per-class-behind = Si une classe est loin derrière les autres, il lui faut des images plus nombreuses ou plus variées.
report-in-test = au test
report-no-pictures = pas d’images

# The report: which class was taken for which. $pictures is one of the two kinds.
report-confusion = Ce qui est pris pour autre chose
report-confusion-why = Une matrice de confusion : chaque ligne correspond à ce que les images montrent vraiment, chaque colonne à la réponse donnée. Les bonnes réponses sont sur la diagonale ; une case foncée en dehors désigne deux classes qui se ressemblent pour le réseau.
report-confusion-right = { $pictures } : { $share } de bonnes réponses
report-taught-pictures = Images d’entraînement
report-test-pictures = Images de test
report-never-seen = jamais vu

# The report: curves.
report-learning = Le déroulement de l’apprentissage
report-learning-why = De gauche à droite, une époque (epoch) après l’autre : chacune est un passage sur toutes les images.
report-loss = Perte (loss)
report-loss-why = À quel point les bonnes réponses surprennent la tête de classification. La perte devrait baisser ; là où la courbe en tirets remonte alors que la courbe pleine descend, les images sont apprises par cœur.
report-loss-drawing = Perte après chaque époque
report-accuracy = Exactitude (accuracy)
report-accuracy-why = La part des images qui sont bien reconnues. L’exactitude devrait monter, pour la courbe en tirets aussi.
report-accuracy-drawing = Exactitude après chaque époque
report-curve-taught = images d’entraînement
report-curve-held-out = images de validation : mises de côté pour voir ce que donneraient de nouvelles images

# The report: the map, and the findings.
report-map = Une carte des images
report-map-why = Les images qui se ressemblent pour le réseau sont proches les unes des autres.
report-map-drawing = Carte des images d’entraînement
report-map-reading = Un nuage d’une seule classe, à l’écart des autres, est facile à distinguer ; un symbole isolé, loin de son nuage, mérite un coup d’œil.
report-findings = Ce qui mérite un coup d’œil
report-findings-why = Observé dans les images elles-mêmes.

# The report: what the network brought along.
report-pretraining = D’où cela vient-il ?
report-pretraining-why = Les mêmes quelques images, apprises par le réseau préentraîné et par trois réseaux qui n’ont jamais rien vu (leur moyenne).
report-pretraining-drawing = Exactitude avec un réseau préentraîné, avec trois réseaux aux poids aléatoires et au hasard
report-pretraining-measured = { $pictures ->
    [one] Mesuré avec { $pictures } image qui n’a pas servi à l’entraînement.
   *[other] Mesuré avec { $pictures } images qui n’ont pas servi à l’entraînement.
} La différence entre les deux premières barres n’a pas été apprise dans cette leçon : le réseau l’a apportée, grâce à un million de photos vues auparavant.
report-pretrained = préentraîné
report-random = poids aléatoires
report-guessing = au hasard

# The report: pictures that were answered wrongly.
report-wrong-ones = Mauvaises réponses
report-wrong-ones-why = À regarder ensemble : qu’est-ce que le réseau y a vu ?
report-wrong = { $class }, réponse : { $answer }
report-wrong-never-seen = { $class }, réponse : jamais vu
report-wrong-more = { $pictures ->
    [one] Et { $pictures } autre image.
   *[other] Et { $pictures } autres images.
}

# The report: settings, by their standard names.
report-settings = Réglages
report-settings-why = Avec ces réglages, tout le monde peut refaire la leçon.
report-column-setting = réglage
report-column-value = valeur
report-setting-head = tête de classification (head)
report-setting-epochs = époques (epochs), au maximum
report-setting-batch-size = taille de lot (batch)
report-setting-learning-rate = taux d’apprentissage (learning rate)
report-setting-validation-share = part de validation
report-setting-early-stopping = arrêt précoce (early stopping)
report-setting-augmentation = augmentation de données
report-setting-seed = graine aléatoire (seed)
report-setting-knows-unknown = reconnaît l’inconnu
report-setting-threshold = seuil
report-all-at-once = toutes à la fois
report-yes = oui
report-no = non

notice-creature-missing = La créature { $creature } n’est pas là. Une créature toute simple la remplace ; remettez son dossier dans assets/creatures.
notice-creature-unreadable = La créature { $creature } est illisible. Une créature toute simple la remplace ; remettez ses fichiers.
