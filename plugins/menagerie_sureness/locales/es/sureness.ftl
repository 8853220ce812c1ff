sureness-title = ¿Seguro?
sureness-nothing = ¡Enséñame primero dos cosas!
sureness-look = Tapa la mitad. ¿Qué pasa?
