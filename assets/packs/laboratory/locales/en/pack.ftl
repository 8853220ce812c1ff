# The laboratory: for teenagers, sober and exact, one thought a sentence.

prompt-loading = Starting the network…
prompt-broken = The network does not start. Please ask for help.
prompt-first = Hold the button of { $name } and show an object.
prompt-show = Show an object to the camera.
prompt-second = One class is no choice. Teach { $name } something else.
prompt-look = Step in front of the camera.
prompt-keep-holding = Recording examples. Keep holding…
prompt-same-again = This example adds nothing new. Turn the object.
prompt-turn-it = Turn the object. Examples should differ.
prompt-nearly = Almost done. Change the distance.
prompt-one-side-done = One view is recorded. Let go, turn it, hold again.
prompt-plenty = Enough examples. Go on with another class.
prompt-tapped = One example. Hold longer, so { $name } gets more.
prompt-few = { $name } has few examples. Hold the button.
prompt-one-side = { $name } has only one view. Turn the object and hold.
prompt-play = Test it: show an object and read the confidence.
prompt-never-seen = Unknown: this is unlike every example. Teach it?
prompt-opened = { $name } is loaded. Show an object to test it.
prompt-count-down = Starting in { $secs }…

camera-on = Camera on. Pictures stay here and are forgotten.
camera-keeps = Camera on. Pictures taught are kept in a file.
camera-opening = Opening the camera…
camera-demonstration = These are photographs, not a camera.
camera-busy-demonstration = The camera is in use. These are photographs.
camera-none-demonstration = No camera found. These are photographs.
camera-gone = Camera disconnected. Searching…
camera-asleep = The camera does not respond. Restarting it…
camera-busy = Another program is using the camera…
camera-broken = The camera does not work. Please ask for help.

shelf = Objects:
class-resting = { $name } (paused)
start-over = Hold to reset
add-class = Add a class
cards-next = More classes
cards-previous = Previous classes

spoken-hold = Hold to record examples for { $name }
spoken-creature = The instrument of { $name }

new-class = Class

trouble-refused = This file cannot be used here. Nothing has changed.
trouble-not-saved = This lesson is not saved. Please ask for help.
trouble-not-opened = The lesson’s file cannot be opened. Please ask for help.
