lamp-output = Lamp
