"""Data that are made: one function in plain NumPy a file; training scripts contain it as it is."""
