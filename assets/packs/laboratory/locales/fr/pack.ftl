# French. The laboratory: for teenagers, sober and exact, one thought a sentence.
# The space before ! ? : is a no-break space (U+00A0). No « de », « que » or « le » stands before a name.

prompt-loading = Démarrage du réseau…
prompt-broken = Le réseau ne démarre pas. Demande de l’aide.
prompt-first = Appuie longtemps sur { $name } et montre un objet.
prompt-show = Montre un objet à la caméra.
prompt-second = Une seule classe, aucun choix. Entraîne { $name }.
prompt-look = Place-toi devant la caméra.
prompt-keep-holding = Exemples en cours. Continue d’appuyer…
prompt-same-again = Cet exemple n’apporte rien. Tourne l’objet.
prompt-turn-it = Tourne l’objet. Les exemples doivent varier.
prompt-nearly = Presque fini. Change la distance.
prompt-one-side-done = Un côté est pris. Lâche, tourne l’objet et appuie.
prompt-plenty = Assez d’exemples. Passe à une autre classe.
prompt-tapped = Un exemple. Appuie plus longtemps pour { $name }.
prompt-few = { $name } a peu d’exemples. Appuie longtemps.
prompt-one-side = { $name } n’a qu’un côté. Tourne l’objet et appuie.
prompt-play = Teste : montre un objet et lis la confiance.
prompt-never-seen = Inconnu : cela ne ressemble à aucun exemple.
prompt-opened = Modèle chargé : { $name }. Montre un objet.
prompt-count-down = Début dans { $secs }…

camera-on = Caméra active. Les images restent ici, puis s’oublient.
camera-keeps = Caméra active. Les images apprises sont enregistrées.
camera-opening = La caméra s’allume…
camera-demonstration = Ce sont des photos, pas la caméra.
camera-busy-demonstration = La caméra est occupée. Voici des photos.
camera-none-demonstration = Pas de caméra. Voici des photos.
camera-gone = Caméra débranchée. Recherche…
camera-asleep = La caméra ne répond pas. Redémarrage…
camera-busy = Un autre programme utilise la caméra…
camera-broken = La caméra ne marche pas. Demande de l’aide.

shelf = Objets :
class-resting = { $name } (en pause)
start-over = Tenir : tout effacer
add-class = Ajouter une classe
cards-next = Classes suivantes
cards-previous = Classes précédentes

spoken-hold = Appuie longtemps pour donner des exemples à { $name }
spoken-creature = L’instrument { $name }

new-class = Classe

trouble-refused = Ce fichier n’est pas utilisable ici. Rien n’a changé.
trouble-not-saved = Cette leçon n’est pas enregistrée. Demande de l’aide.
trouble-not-opened = Le fichier de la leçon ne s’ouvre pas. Demande de l’aide.
