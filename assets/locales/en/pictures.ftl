# Pictures that visitors may give to a class, for those who have them read aloud.

picture-banana = A banana that dances
picture-cake = A birthday cake
picture-cat = A cat that waves
picture-clapping = Hands that clap
picture-fireworks = Fireworks
picture-fish = A fish in a bubble
picture-frog = A frog that jumps
picture-heart = A heart that beats
picture-moon = A moon asleep
picture-no = A cross: no
picture-question = A question mark
picture-rain-cloud = A rain cloud
picture-rainbow = A rainbow
picture-rocket = A rocket
picture-star = A star that spins
picture-sun = A sun that laughs
picture-thumbs-up = A thumb up
picture-tick = A tick: yes
