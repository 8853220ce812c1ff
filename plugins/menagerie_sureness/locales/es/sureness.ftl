sureness-title = ¿Seguro?
sureness-nothing = ¡Enséñame primero dos cosas!
sureness-look = Tapa la mitad. ¿Qué pasa?
sureness-never-seen = ¡Eso no lo he visto nunca!
