lamp-output = Lámpara
