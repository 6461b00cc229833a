"""How much one person may ask of the server, and keep on it."""
