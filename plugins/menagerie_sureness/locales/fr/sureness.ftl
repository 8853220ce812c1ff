sureness-title = Sûr ou pas ?
sureness-nothing = Apprends-moi d’abord deux choses !
sureness-look = Caches-en la moitié. Que se passe-t-il ?
sureness-never-seen = Je n’ai jamais vu ça !
