# French. The frame around every screen.
# The space before ! ? : is a no-break space (U+00A0): the typeface has no narrow one (U+202F).

language-name = Français
home = Accueil
home-held = Tenir : accueil
help = Langues et plus
done = Terminé
close = Fermer
access = Qu’est-ce qui t’aide ?
access-large-text = Texte plus grand
access-reduced-motion = Moins de mouvement
access-tap-to-hold = Toucher suffit
access-captions = Sous-titres
volume-muted = Muet
volume-low = Doux
volume-full = Fort
play = Jouer

# What screen readers say of a control that has only a name.
spoken-name = { $name }

# The keyboard: its rows from above, letters without spaces, rows parted by a space.
keyboard-rows = 1234567890 azertyuiopéèê qsdfghjklmàâç wxcvbnîïôœùûë
# Eleven keys a row leave no room for ù and for what is rarer still.
keyboard-rows-narrow = 1234567890œ azertyuiopé qsdfghjklmè wxcvbnàçêôî
key-shift = Majuscules
key-space = Espace
key-backspace = Effacer une lettre
key-cancel = Laisser comme avant
key-done = Terminé
