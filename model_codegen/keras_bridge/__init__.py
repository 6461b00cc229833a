"""Everything that touches what Keras does not publish: its internals and its process-wide state."""
