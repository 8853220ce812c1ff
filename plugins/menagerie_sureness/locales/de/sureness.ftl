sureness-title = Wie sicher?
sureness-nothing = Bring uns erst zwei Dinge bei!
sureness-look = Verdecke die Hälfte. Was passiert?
sureness-never-seen = Das habe ich noch nie gesehen!
