# Pictures that visitors may give to a class, for those who have them read aloud.

picture-banana = Un plátano que baila
picture-cake = Una tarta de cumpleaños
picture-cat = Un gato que saluda
picture-clapping = Manos que aplauden
picture-fireworks = Fuegos artificiales
picture-fish = Un pez en una burbuja
picture-frog = Una rana que salta
picture-heart = Un corazón que late
picture-moon = Una luna dormida
picture-no = Una cruz: no
picture-question = Un signo de interrogación
picture-rain-cloud = Una nube de lluvia
picture-rainbow = Un arcoíris
picture-rocket = Un cohete
picture-star = Una estrella que gira
picture-sun = Un sol que ríe
picture-thumbs-up = Un pulgar arriba
picture-tick = Una marca: sí
