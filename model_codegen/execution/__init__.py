"""Emitted source run: as a live model with weights, on symbolic tensors, or as mere records."""
