# The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.

prompt-loading = The creatures are waking up…
prompt-broken = We cannot wake up. Please fetch somebody!
prompt-first = Show me something and hold { $name }’s button!
prompt-show = Show me something!
prompt-second = I always say the same! Teach { $name } something new.
prompt-look = Look at me!
prompt-keep-holding = Good! Keep holding…
prompt-same-again = I see the same again. Turn it!
prompt-turn-it = Turn it a little, so I see all of it!
prompt-nearly = Nearly there! Move it closer, then away!
prompt-one-side-done = Well done! Let go, turn it round and hold again!
prompt-plenty = That is plenty! Let go and teach another.
prompt-tapped = Click! Hold longer, and { $name } sees more.
prompt-few = { $name } wants to see more. Hold the button!
prompt-one-side = { $name } only knows one side. Turn it round and hold!
prompt-play = Show your things again! Who answers?
prompt-never-seen = I have never seen that! Will you teach me?
prompt-opened = { $name } has come to visit. Show it something!
prompt-count-down = Get ready: { $secs }…

camera-on = I see you! Pictures stay here and are forgotten.
camera-keeps = I see you! Pictures I learn from are kept in a file.
camera-opening = Opening the camera…
camera-demonstration = These are photos, not a camera.
camera-busy-demonstration = The camera is busy. Here are photos.
camera-none-demonstration = No camera found. Here are photos.
camera-gone = The camera is gone. Looking for it…
camera-asleep = The camera fell asleep. Waking it…
camera-busy = Something else is using the camera…
camera-broken = The camera does not work. Please fetch somebody!

shelf = Show me:
hold = Hold
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent }%
class-name = { $name }
class-resting = { $name } (resting)

start-over = Hold to start over
undo = Undo
add-class = One more creature
cards-next = More creatures
cards-previous = Previous creatures
workshop = Workshop, for staff

trouble-refused = That file does not work here. Nothing has changed.
trouble-not-saved = This lesson is not saved. Please fetch somebody!
trouble-not-opened = The lesson’s file could not be opened. Please fetch somebody!

spoken-hold = Hold to teach { $name }
spoken-creature = { $name }’s creature
spoken-rename = Change the name { $name }
spoken-thumbnail = Take out picture { $place }

# The name of a class that has no creature, until somebody names it.
new-class = Group

# Captions of what is heard.
caption-done = fanfare: all thirty pictures
caption-reset = swish: something was taken away
caption-sings = { $name } sings

# Where the exhibit waits, and the end of a visit.
attract-title = Wake us up!
attract-invitation = Teach us what you see.
attract-start = Touch to wake the creatures
farewell = Goodbye
farewell-taught = You taught us so much!
farewell-nothing = Nothing taught yet!
farewell-photograph = Take a photo of your creatures!
farewell-kept = Your lesson stays in its file.
farewell-goodbye = Hold to say goodbye
farewell-pictures = { $pictures ->
    [one] one picture
   *[other] { $pictures } pictures
}
still-there = Still there? { $secs }
