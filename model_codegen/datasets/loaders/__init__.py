"""Functions that read files; training scripts contain them as they are."""
