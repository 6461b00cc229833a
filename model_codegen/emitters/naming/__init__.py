"""The names phase: automatic names of layers, variables of tensors."""
