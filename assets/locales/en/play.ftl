# The screen where visitors teach and play. One thought at a time, in words an eight-year-old reads aloud.

prompt-loading = The creatures are waking up …
prompt-broken = We cannot wake up. Please call somebody!
prompt-first = Show me something and hold { $name }'s button!
prompt-show = Show me something!
prompt-second = Now it is always the same! Show another thing, hold { $name }.
prompt-look = Look at me!
prompt-keep-holding = Good! Keep holding …
prompt-same-again = I see the same again. Turn it!
prompt-turn-it = Turn it a little, so I see all of it!
prompt-nearly = Nearly there! Nearer, then farther!
prompt-one-side-done = Well done! Let go, turn it, hold again!
prompt-plenty = Plenty! Let go and teach another.
prompt-tapped = Click! Hold longer, and { $name } sees more.
prompt-few = { $name } wants to see more. Hold!
prompt-one-side = { $name } knows one side only. Turn it, hold!
prompt-play = Show your things again! Who answers?
prompt-never-seen = I have never seen that! Teach me?
prompt-opened = { $name } has come to visit. Show it something!
prompt-count-down = Get ready: { $secs } …

camera-on = I see you! Pictures stay here and are forgotten.
camera-keeps = I see you! Taught pictures are kept in a file.
camera-opening = Opening the camera …
camera-demonstration = These are photographs, not a camera.
camera-busy-demonstration = The camera is busy. Here are photographs.
camera-none-demonstration = No camera found. Here are photographs.
camera-gone = The camera is gone. Looking for it …
camera-asleep = The camera fell asleep. Waking it …
camera-busy = The camera is busy elsewhere …
camera-broken = The camera does not work. Please call somebody!

shelf = Show me:
hold = Hold
count-progress = { $progress } / { $goal }
count-pictures = { $pictures }
percent = { $percent } %
class-name = { $name }
class-resting = { $name } (rests)

start-over = Hold: start over
undo = Undo
add-class = One more creature
cards-next = More creatures
cards-previous = Creatures before
workshop = Workshop, for staff

trouble-refused = That file cannot be used. Everything is as it was.
trouble-not-saved = This lesson is not saved. Please call somebody!
trouble-not-opened = The lesson's file could not be opened. Please call somebody!

spoken-hold = Hold to teach { $name }
spoken-creature = { $name }'s creature
spoken-rename = Change the name { $name }
spoken-thumbnail = Take picture { $place } out

# The name of a class that has no creature, until somebody names it.
new-class = Class
