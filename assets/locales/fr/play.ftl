# French. The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.
# The space before ! ? : % is a no-break space (U+00A0): the typeface has no narrow one (U+202F).
# No « de », « que » or « le » stands before a name: it would have to be « d’ », « qu’ » or « l’ » before some.
# To hold a button is « appuyer longtemps », for the button says « Appuie ».

prompt-loading = Les créatures se réveillent…
prompt-broken = On n’arrive pas à se réveiller. Va chercher quelqu’un !
prompt-first = Montre-moi quelque chose et appuie longtemps sur { $name } !
prompt-show = Montre-moi quelque chose !
prompt-second = Je dis toujours pareil ! Apprends autre chose à { $name }.
prompt-look = Regarde-moi !
prompt-keep-holding = Super ! Continue d’appuyer…
prompt-same-again = Je vois encore pareil. Tourne l’objet !
prompt-turn-it = Tourne l’objet un peu, je veux tout voir !
prompt-nearly = Presque ! Approche l’objet, puis éloigne-le !
prompt-one-side-done = Bravo ! Lâche, retourne l’objet et appuie encore !
prompt-plenty = Parfait ! Lâche et apprends-nous autre chose.
prompt-tapped = Clic ! Appuie plus longtemps : { $name } verra mieux.
prompt-few = { $name } veut en voir plus. Appuie longtemps !
prompt-one-side = { $name } n’a vu qu’un côté. Retourne l’objet et appuie !
prompt-play = Montre encore tes objets ! Qui répond ?
prompt-never-seen = Je n’ai jamais vu ça ! Tu m’apprends ?
prompt-opened = { $name } vient en visite. Montre-lui quelque chose !
prompt-count-down = Prépare-toi : { $secs }…

camera-on = Je te vois ! Les images restent ici et je les oublie.
camera-keeps = Je te vois ! Les images que j’apprends sont enregistrées.
camera-opening = La caméra s’allume…
camera-demonstration = Ce sont des photos, pas la caméra.
camera-busy-demonstration = La caméra est occupée. Voici des photos.
camera-none-demonstration = Pas de caméra. Voici des photos.
camera-gone = La caméra a disparu. Je la cherche…
camera-asleep = La caméra s’est endormie. Je la réveille…
camera-busy = La caméra est occupée ailleurs…
camera-broken = La caméra ne marche pas. Va chercher quelqu’un !

shelf = Montre-moi :
hold = Appuie
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent } %
class-name = { $name }
class-resting = { $name } (au repos)

start-over = Tenir : recommencer
undo = Annuler
add-class = Une créature de plus
cards-next = Créatures suivantes
cards-previous = Créatures précédentes
workshop = Atelier, pour le personnel

trouble-refused = Ce fichier ne marche pas ici. Rien n’a changé.
trouble-not-saved = Cette leçon n’est pas enregistrée. Va chercher quelqu’un !
trouble-not-opened = Le fichier de la leçon ne s’ouvre pas. Va chercher quelqu’un !

spoken-hold = Appuie longtemps pour entraîner { $name }
spoken-creature = La créature { $name }
spoken-rename = Changer le nom { $name }
spoken-thumbnail = Retirer l’image { $place }

# The name of a class that has no creature, until somebody names it.
new-class = Groupe

# Captions of what is heard.
caption-done = fanfare : les trente images
caption-reset = pfuit : quelque chose a disparu
caption-sings = { $name } chante

# Where the exhibit waits, and the end of a visit.
attract-title = Réveille-nous !
attract-invitation = Apprends-nous ce que tu vois.
attract-start = Toucher pour réveiller les créatures
farewell = Au revoir
farewell-taught = Tu nous as tant appris !
farewell-nothing = Rien appris pour l’instant !
farewell-photograph = Prends tes créatures en photo !
farewell-kept = Votre leçon reste dans son fichier.
farewell-goodbye = Maintenir : au revoir
farewell-pictures = { $pictures ->
    [one] une image
   *[other] { $pictures } images
}
still-there = Toujours là ? { $secs }
