# The garden: for small children, at most six words that an adult reads aloud.

prompt-loading = We are waking up…
prompt-broken = We are still asleep. Fetch somebody!
prompt-first = Show me something! Hold { $name }!
prompt-show = What have you got?
prompt-second = Now teach { $name } something new!
prompt-look = Peekaboo! Look at me!
prompt-keep-holding = Yes! Keep holding…
prompt-same-again = That again? Turn it!
prompt-turn-it = Turn it round and round!
prompt-nearly = Nearly! Closer, then away!
prompt-one-side-done = Hurray! Turn it, hold again!
prompt-plenty = Full tummy! Who is next?
prompt-tapped = Click! { $name } wants more. Hold!
prompt-few = { $name } is still hungry. Hold!
prompt-one-side = Show { $name } the other side!
prompt-play = Show it again! Who knows it?
prompt-never-seen = Ooh! What is that?
prompt-opened = { $name } is here! Show something!
prompt-count-down = Ready? { $secs }…

camera-opening = I am opening my eyes…
camera-demonstration = These are only photos.
camera-gone = Where is my camera?
camera-asleep = The camera sleeps. Wake up!
camera-broken = My camera is broken. Fetch somebody!

class-resting = { $name } (asleep)
add-class = One more friend
cards-next = More friends
cards-previous = Friends before
