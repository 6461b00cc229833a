"""A draft that is being drawn: its document, what Keras says of it, who looks at it, its saving."""
