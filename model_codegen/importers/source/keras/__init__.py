"""What Keras would do: layers and models made and called, their attributes and methods."""
