lamp-output = Lampe
