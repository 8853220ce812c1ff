# French. The garden: for small children, at most six words that an adult reads aloud.
# The space before ! ? : is a no-break space (U+00A0). No « de », « que » or « le » stands before a name.

prompt-loading = On se réveille…
prompt-broken = On dort encore. Appelle quelqu’un !
prompt-first = Montre-moi ! Appuie longtemps sur { $name } !
prompt-show = Tu as quoi, là ?
prompt-second = Apprends autre chose à { $name } !
prompt-look = Coucou ! Regarde-moi !
prompt-keep-holding = Oui ! Appuie encore…
prompt-same-again = Encore ça ? Tourne l’objet !
prompt-turn-it = Tourne, tourne, tourne !
prompt-nearly = Presque ! Plus près, puis plus loin !
prompt-one-side-done = Bravo ! Retourne et appuie encore !
prompt-plenty = Ventre plein ! À qui le tour ?
prompt-tapped = Clic ! { $name } veut plus. Appuie !
prompt-few = { $name } a encore faim. Appuie !
prompt-one-side = Montre l’autre côté à { $name } !
prompt-play = Montre encore ! Qui sait ?
prompt-never-seen = Oh ! C’est quoi, ça ?
prompt-opened = { $name } est là ! Montre quelque chose !
prompt-count-down = Attention : { $secs }…

camera-opening = J’ouvre les yeux…
camera-demonstration = Ce sont juste des photos.
camera-gone = Où est ma caméra ?
camera-asleep = La caméra dort. Debout !
camera-broken = Ma caméra est cassée. Appelle quelqu’un !

class-resting = { $name } (dodo)
add-class = Un ami de plus
cards-next = Amis suivants
cards-previous = Amis précédents
