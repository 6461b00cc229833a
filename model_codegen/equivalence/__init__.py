"""Whether two designs mean the same model, and which of their calls are the same."""
