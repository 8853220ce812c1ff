sureness-title = How sure?
sureness-nothing = Teach two creatures first!
sureness-look = Cover half of it. What happens?
sureness-never-seen = I have never seen that!
