"""What is done to data before a model sees them; training scripts contain it as it is."""
