"""Emitted source run: as a live model with weights, or on symbolic tensors without."""
