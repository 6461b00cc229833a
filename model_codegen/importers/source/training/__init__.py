"""How a text trains its model, as a design's training: its steps, heads, objects, stages."""
