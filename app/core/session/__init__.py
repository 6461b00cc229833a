"""One browser session: what is on the canvas, what the user does to it, what workers answer."""
