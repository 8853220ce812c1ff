# French.
# The workshop, where teachers and staff make a lesson, look under the hood, test it and keep it.
# One thought at a time, in words a twelve-year-old reads once. The terms are those at the top of lesson.ftl; buttons
# and headings have little room.
# The space before ! ? : ; % and inside « » is a no-break space (U+00A0): the typeface has no narrow one (U+202F).
# No « de », « que » or « le » stands before a name: it would have to be « d’ », « qu’ » or « l’ » before some.
# In French “one” counts nothing, too, so the number is put in where it may be 0.
#
# Always the same words for the same things:
#   images d’entraînement  teaching pictures: those it is taught with;
#   images de validation   pictures kept back: those of them that it checks itself with while it learns;
#   images de test         test pictures: those it is never taught, so that they show honestly what was learned;
#   vue                    a view: a thing from one side; « prise » is one press of the recording button.

# --- The frame around every page

workshop-title = 🔧 Atelier
workshop-close = ✖ Fermer
workshop-tab-pictures = Images
workshop-tab-learning = Apprentissage
workshop-tab-test = Test
workshop-tab-pretraining = D’où ça vient ?
workshop-tab-challenges = Défis
workshop-tab-files = Fichiers

# --- What it sees now

workshop-live = Ce qu’il voit
workshop-live-no-picture = Pas encore d’image
workshop-live-nobody = Pas encore sûr
workshop-live-never-seen = Jamais vu
workshop-live-nothing-taught = Rien n’est encore appris.

# A share of a whole, as people say it.
workshop-percent = { $percent } %

# The answer for something that is like nothing taught, as the name of a row or column.
workshop-never-seen = jamais vu

# --- The strip at the bottom: the lesson, the way back, work that takes a while, what happened

workshop-lesson-untitled = Leçon sans nom
workshop-lesson-in-memory = En mémoire seule
workshop-lesson-saved = Enregistrée
workshop-lesson-saving = Bientôt enregistrée
workshop-lesson-unsaved = Non enregistrée
workshop-undo = ⟲ Annuler : { $what }
workshop-undo-nothing = Rien à annuler
workshop-work-of = { $done } sur { $total }
workshop-work-so-far = { $done } pour l’instant
workshop-cancel = ✖ Stop
workshop-notice-done = Terminé
workshop-notice-problem = Problème
workshop-notices = Ce qui s’est passé
workshop-notices-more = encore { $more }

# --- Pictures: the classes

workshop-class-add = ➕ Classe
workshop-class-add-quiet = ➕ Muette
workshop-class-add-quiet-why = Une classe muette sert pour « rien » ou « autre chose » : quand elle gagne, personne ne vient.
workshop-class-none = Choisis une classe à gauche.
workshop-class-pictures = { $teach ->
    [one] { $teach } d’entraînement
   *[other] { $teach } d’entraînement
}
workshop-class-pictures-and-tests = { $teach } entraîn., { $test } test
workshop-class-quiet = muette
workshop-class-rests = au repos
workshop-class-name = Nom
workshop-class-says = Dit…
workshop-class-nobody = aucune
workshop-class-rest = ⏸ Mettre au repos
workshop-class-wake = ▶ Réapprendre
workshop-class-empty = Oublier les images
workshop-class-output = ✔ { $output }
workshop-class-no-output = ➕ { $output }
workshop-class-output-missing = ⚠ { $output } : manque ici
workshop-class-delete = 🗑 Supprimer

# --- Pictures: those of a class

workshop-teaching-pictures = Images d’entraînement
workshop-test-pictures = Images de test
workshop-record-hold = ⏺ Tenir : filmer
workshop-record-recording = ⏺ Prise en cours…
workshop-record-timed = ⏱ Dans 3 secondes
workshop-record-count-down = Prêts ? { $secs }…
workshop-record-files = ➕ Fichiers
workshop-pictures-none = Pas encore d’images d’entraînement. Maintiens le bouton ci-dessus ou dépose des fichiers ici.
workshop-pictures-no-tests = Pas encore d’images de test. Jamais apprises, elles montrent honnêtement ce qui a été appris.
workshop-choose = ☑ Choisir
workshop-choose-touch = Touche des images.
workshop-choose-chosen = Choisies : { $pictures }
workshop-choose-all = Toutes
workshop-choose-done = Choix terminé
workshop-picture-remove = 🗑 Retirer
workshop-picture-move = ➡ Déplacer…
workshop-move-where = { $pictures ->
    [one] Où mettre cette image ?
   *[other] Où mettre ces { $pictures } images ?
}
workshop-sheet-back = ✖ Retour
workshop-picture-gone = Cette image n’existe plus.
workshop-picture-opening = Ouverture…
workshop-picture-place = { $place } sur { $pictures }
workshop-picture-from = { $class } · source : { $source }
workshop-picture-from-camera = { $class } · vue par la caméra
workshop-test-picture-from = { $class } · image de test · source : { $source }
workshop-test-picture-from-camera = { $class } · image de test · vue par la caméra

# --- Files that hang over the window

workshop-drop-lesson = Lâche pour ouvrir cette leçon
workshop-drop-files = { $files ->
    [one] Lâche pour importer ce fichier
   *[other] Lâche pour importer { $files } fichiers
}
workshop-drop-files-into = { $files ->
    [one] Lâche pour ajouter ce fichier à { $class }
   *[other] Lâche pour ajouter { $files } fichiers à { $class }
}

# --- Learning: how far it is

workshop-page-results = Résultats
workshop-page-curves = Courbes
workshop-page-map = Carte
workshop-page-health = Santé
workshop-page-health-found = Santé ({ $findings })
workshop-page-inside = Dedans
workshop-page-settings = Réglages
workshop-learning-opened = { $model } répond tel qu’il a été créé. Il n’apprend rien ici.
workshop-learning-stale = Quelque chose a changé : le réseau rattrape son retard.
workshop-learning-running = Le réseau apprend.
workshop-learning-finished = Le réseau a appris tout ce qui est ici.
workshop-learning-stopped = Quelqu’un a arrêté l’apprentissage. Il reprendra au prochain changement.
workshop-learning-knn = Les plus proches voisins répondent : les images les plus ressemblantes décident, sans époques. Pas de tête de classification à exporter.
workshop-learning-ridge = La régression ridge répond : calculée d’un seul coup, sans époques.
workshop-learning-ridge-auto = La régression ridge répond : calculée d’un seul coup, sans époques. Dès cinq vues de chaque classe, la tête entraînée prend le relais.
workshop-learning-epochs = époque { $done } sur { $most } au plus
workshop-learning-stop = ⏹ Arrêter
workshop-settling = ⏳ Nouveau calcul en cours. Voici l’état d’avant.

# --- Learning: how well

workshop-insight-none = Visible dès que deux classes ont chacune quelques images.
workshop-per-class = Bonnes réponses par classe
workshop-per-class-why = Chaque image d’entraînement a été évaluée comme si sa vue, ou toute la prise, n’avait jamais été apprise. Barre courte ? Il faut d’autres vues.
workshop-expected = Environ { $percent } % des nouvelles images seront bien reconnues.
workshop-expected-not-yet = Combien de nouvelles images seront bien reconnues ? On ne peut le dire que si chaque classe a été montrée de plusieurs côtés.
workshop-right-of = justes : { $right } sur { $asked }
workshop-not-asked = une vue : pas évaluée
workshop-confusion = Qui est pris pour qui ?
workshop-confusion-why = Les lignes sont ce que c’est vraiment, les colonnes la réponse donnée. Touche un nombre pour voir ses images.
workshop-cell-right = { $pictures ->
    [one] { $pictures } image de la classe { $truth }, bien reconnue
   *[other] { $pictures } images de la classe { $truth }, bien reconnues
}
workshop-cell-wrong = { $pictures ->
    [one] { $pictures } image de la classe { $truth }, réponse : { $answer }
   *[other] { $pictures } images de la classe { $truth }, réponse : { $answer }
}

# --- Learning: curves

workshop-curves-none = Les courbes apparaissent quand chaque classe a cinq vues : cinq objets différents, ou un seul montré de cinq côtés.
workshop-curves-teaching = images d’entraînement
workshop-curves-kept-back = images de validation
workshop-curves-nothing-kept-back = images de validation : aucune
workshop-loss = Perte (loss) : les erreurs
workshop-loss-why = Chaque pas vers la droite est une époque (epoch) : un passage sur toutes les images d’entraînement. Si la courbe en tirets remonte, le réseau se met à apprendre les images par cœur.
workshop-accuracy = Exactitude : les réussites
workshop-accuracy-why = L’exactitude (accuracy) monte pendant l’apprentissage. Ce qui compte, c’est la courbe en tirets : des images mises de côté, impossibles à apprendre par cœur.

# --- Learning: map

workshop-map = Une carte de tes images
workshop-map-why = Les images d’entraînement qui se ressemblent pour le réseau sont proches. De bonnes classes forment des îles ; un point isolé est une image différente des autres. Touche un point pour la voir.
workshop-map-none = La carte apparaît quand il y a quelques images d’entraînement.

# --- Learning: health. A heading, and what helps

workshop-health = Comment vont les images ?
workshop-health-why = Un ordinateur ne connaît que ce que ses images montrent. Voici ce qui pourrait être amélioré.
workshop-health-fine = Tout a l’air bien. Rien à améliorer.
workshop-finding-too-few = { $class } a peu d’images d’entraînement
workshop-finding-too-few-why = Quelques-unes de plus, sous d’autres angles, aideraient beaucoup.
workshop-finding-one-view = Un seul côté a été montré pour { $class }
workshop-finding-one-view-why = Remontre l’objet en le tournant, de plus près et de plus loin ; d’ici là, personne ne peut dire s’il sera bien reconnu.
workshop-finding-unbalanced = { $other } a beaucoup d’images, { $class } bien moins
workshop-finding-unbalanced-why = Le réseau risque de trop répondre { $other }. Ajoute des images à { $class }.
workshop-finding-near-duplicates = Des images de la classe { $class } sont presque identiques
workshop-finding-near-duplicates-why = Deux fois la même image n’apprend rien de nouveau. Tourne l’objet, déplace-le, change la lumière.
workshop-finding-two-things = { $class } semble réunir deux choses différentes
workshop-finding-two-things-why = Si tu voulais deux choses, fais deux classes. Sinon, ajoute des images intermédiaires.
workshop-finding-look-the-same = { $class } et { $other } se ressemblent trop pour le réseau
workshop-finding-look-the-same-why = Montre mieux ce qui est différent, ou fais-en une seule classe.
workshop-finding-odd-ones = Des images de la classe { $class } ne ressemblent pas aux autres
workshop-finding-odd-ones-why = Regarde-les : sont-elles à leur place ? Une erreur est vite retirée.

# --- Learning: settings, by their standard names, and what they do

workshop-settings = L’apprentissage
workshop-settings-defaults = ⟲ Valeurs par défaut
workshop-setting-on = oui
workshop-setting-off = non
workshop-setting-all = toutes
workshop-setting-head = Tête (head)
workshop-setting-head-why = La tête de classification est la partie que tu entraînes. Auto : d’abord la rapide, puis l’entraînée dès qu’elle est prête.
workshop-setting-threshold = Seuil
workshop-setting-threshold-why = La certitude qu’il faut pour qu’une créature réponde. Il n’y a pas de bonne valeur : essaie.
workshop-setting-never-seen = Jamais vu
workshop-setting-never-seen-why = La réponse « jamais vu » est-elle permise ? Essaie sans et regarde ce qui se passe.
workshop-setting-augmentation = Augmentation
workshop-setting-augmentation-why = Le réseau apprend aussi avec des copies des images d’entraînement : en miroir, de plus près, plus sombres, plus claires.
workshop-setting-seed = Graine (seed)
workshop-setting-seed-why = Le point de départ de tous les choix au hasard. Même nombre, même résultat.
workshop-setting-epochs = Époques (epochs)
workshop-setting-epochs-why = Le nombre de passages sur toutes les images d’entraînement, au maximum.
workshop-setting-batch-size = Taille de lot (batch)
workshop-setting-batch-size-why = Le nombre d’images regardées avant chaque correction.
workshop-setting-learning-rate = Taux d’apprentissage
workshop-setting-learning-rate-why = La taille de chaque correction (learning rate). Trop grande, le réseau trébuche ; trop petite, il rampe.
workshop-setting-validation-share = Part de validation
workshop-setting-validation-share-why = La part des images d’entraînement mise de côté pour le contrôle.
workshop-setting-early-stopping = Arrêt précoce
workshop-setting-early-stopping-why = L’apprentissage s’arrête quand la validation ne progresse plus (early stopping).
workshop-head-auto = auto
workshop-head-knn = knn
workshop-head-ridge = ridge
workshop-head-softmax = softmax

# --- Test

workshop-test-why = Montre des objets qui n’ont jamais été appris : d’autres stylos, d’autres livres. Là seulement, tu sauras ce qui a vraiment été appris.
workshop-test-record = Quelle classe est-ce ?
workshop-test-none = Prends quelques images de test ; le résultat apparaîtra ici.
workshop-test-right = Images de test
workshop-test-expected = Nouvelles images
workshop-test-remembered = Images d’entraînement
workshop-test-estimate = une estimation
workshop-test-by-heart = par cœur
workshop-wrong = Mal reconnues
workshop-wrong-none = Aucune ! Toutes ont été bien reconnues.
workshop-wrong-taken-for = { $truth }, réponse : { $answer }

# --- Where does it come from?

workshop-pretraining = D’où cela vient-il ?
workshop-pretraining-why-so-fast = Quelques images, quelques secondes, et le réseau a appris. Comment est-ce possible ? C’est qu’il ne part pas de zéro.
workshop-pretraining-why-transfer = Avant d’arriver ici, le réseau a regardé plus d’un million de photos. Il voit déjà des bords, de la fourrure, des roues, des feuilles. Tu ne lui apprends que la dernière petite étape : le nom de ce qu’il voit. Cela s’appelle l’apprentissage par transfert (transfer learning). Le fine-tuning, lui, modifierait aussi le réseau ; ici, il reste tel quel.
workshop-pretraining-why-measure = Mesurons-le ! Les mêmes images sont apprises par ce réseau et par trois autres qui n’ont jamais rien vu : construits pareil, mais avec des nombres au hasard à l’intérieur. Puis tous sont testés avec des images qui n’ont pas servi à l’entraînement.
workshop-pretraining-measure = ▶ Mesurer
workshop-pretraining-measure-again = ⟲ Mesurer à nouveau
workshop-pretraining-measuring = Image { $done } sur { $of } en cours…
workshop-pretraining-pretrained = A vu un million de photos
workshop-pretraining-random = N’a jamais rien vu
workshop-pretraining-chance = au hasard { $percent } %
workshop-pretraining-measured = Mesuré avec { $asked } images qui n’ont pas servi à l’entraînement.
workshop-pretraining-random-guessed = Les réseaux aléatoires n’ont pas fait mieux que le hasard ; un petit écart ne veut rien dire.
workshop-pretraining-few = Avec si peu d’images, le hasard joue beaucoup : essaie avec plus.
workshop-pretraining-better = C’est ce que le réseau a apporté qui fait la différence, et pas seulement tes quelques images.
workshop-pretraining-neither = Ni l’un ni les autres ne distinguent ces choses. Essaie des choses qui se ressemblent moins, ou montre-les de plus de côtés.
workshop-pretraining-same = Cette fois, tous ont fait aussi bien : peut-être que la couleur suffit pour distinguer ces choses. Essaie plus difficile.

# --- Files

workshop-sets = Collections prêtes
workshop-sets-why = « Annuler » fait revenir ce qui est là maintenant.
workshop-sets-none = Aucune collection prête n’est installée.
workshop-set-use = Ouvrir
workshop-lesson = Cette leçon
workshop-lesson-where = { $state } : { $file }
workshop-lesson-open = Ouvrir…
workshop-lesson-save = Enregistrer
workshop-lesson-save-as = Enregistrer sous…
workshop-lesson-close = Fermer le fichier
workshop-in-and-out = Importer, exporter
workshop-import = 📥 Importer des images…
workshop-import-why = Des dossiers avec un dossier par classe, leurs fichiers zip, ou ce que Teachable Machine a enregistré.
workshop-export-folders = 📤 Un dossier par classe…
workshop-export-head = 📤 Ce qui a été appris…
workshop-export-report = 📤 Un rapport de la leçon…
workshop-privacy = Les images ne sont que dans le fichier que tu choisis. Sans fichier, elles disparaissent quand le dispositif recommence. Rien n’est jamais envoyé nulle part.

# --- The dialog in which files are found

workshop-dialog-open = Ouvrir une leçon ou un modèle
workshop-dialog-save-as = Enregistrer la leçon dans…
workshop-dialog-import = Importer des images, des dossiers ou des archives
workshop-dialog-answer = Choisir une image ou un son qui répond
workshop-dialog-answers = Images et sons
workshop-dialog-export-folders = Écrire un dossier par classe dans…
workshop-dialog-export-head = Écrire ce qui a été appris dans…
workshop-dialog-export-report = Écrire le rapport dans…
workshop-dialog-export-picture = Écrire l’image dans…
workshop-dialog-export-table = Écrire le tableau dans…
workshop-dialog-pictures = Images et archives
workshop-dialog-lessons = Leçons et modèles
workshop-dialog-all-files = Tous les fichiers
workshop-dialog-any-ending = Toutes
workshop-dialog-open-button = 🗀 Ouvrir
workshop-dialog-write-button = 📥 Écrire dans ce dossier
workshop-dialog-save-button = 📥 Enregistrer
workshop-dialog-cancel = Annuler
workshop-dialog-overwrite = Remplacer
workshop-dialog-overwrite-text = existe déjà. Le remplacer ?
workshop-dialog-reload = ⟲ Actualiser
workshop-dialog-select-all = ☑ Tout choisir
workshop-dialog-show-hidden = Voir les fichiers cachés
workshop-dialog-show-system-files = Voir les fichiers système
workshop-dialog-working-directory = ↗ Vers le dossier de travail
workshop-dialog-pinned = Épinglés
workshop-dialog-places = Lieux
workshop-dialog-devices = Appareils
workshop-dialog-removable-devices = Clés et cartes
workshop-dialog-home = 🏠 Personnel
workshop-dialog-desktop = 🖵 Bureau
workshop-dialog-documents = 🗐 Documents
workshop-dialog-downloads = 📥 Téléchargements
workshop-dialog-audio = 🎵 Musique
workshop-dialog-pictures-folder = 🖼 Images
workshop-dialog-videos = 🎞 Vidéos
workshop-dialog-pin = 📌 Épingler
workshop-dialog-unpin = ✖ Détacher
workshop-dialog-rename = ✏ Renommer
workshop-dialog-selected-folder = Dossier choisi :
workshop-dialog-selected-file = Fichier choisi :
workshop-dialog-selected-items = Choix :
workshop-dialog-file-name = Nom du fichier :
workshop-dialog-no-folder-name = Donne un nom au dossier
workshop-dialog-no-file-name = Donne un nom au fichier
workshop-dialog-folder-exists = Il y a déjà un dossier de ce nom
workshop-dialog-file-exists = Il y a déjà un fichier de ce nom

workshop-inside = Dans le réseau
workshop-inside-why = Chaque couche et chaque canal, en direct, tels que le réseau les a (pas en miroir).
workshop-inside-layer = Couche
workshop-inside-channel = Canal, sur { $channels }
workshop-inside-busiest = Le plus actif
workshop-inside-numbers = Minimum { $low }, maximum { $high }, moyenne { $mean }
workshop-inside-save = Enregistrer l’image…
workshop-inside-waiting = Un instant…
workshop-inside-none = Ce modèle ne montre pas ses couches.

# --- Challenges: what games of teams begin with, and what came of them

workshop-challenges-prepare = Préparer un jeu
workshop-challenges-why = Les prochaines équipes commencent ainsi. Elles peuvent encore choisir autrement.
workshop-challenges-pictures = Testé avec
workshop-challenges-own = Les images de test de cette leçon
workshop-challenges-own-why = Pour jouer avec cette leçon, prenez des images de test de deux classes.
workshop-challenges-hidden = Images cachées par classe
workshop-challenges-number = Numéro du jeu
workshop-challenges-number-why = Le même numéro tire toujours les mêmes classes et images.
workshop-challenges-teams = Équipes
workshop-challenges-team = Équipe { $number }
workshop-challenges-free = Laisser choisir les équipes
workshop-challenges-none = Aucun jeu n’a encore été joué pendant cette visite. Les résultats restent ici jusqu’à sa fin.
workshop-challenges-save = Enregistrer le tableau…
