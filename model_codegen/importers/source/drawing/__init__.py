"""Calls of a text as nodes, graphs and designs, and the shapes of their tensors."""
