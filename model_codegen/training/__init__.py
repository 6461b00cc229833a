"""Training with the source that `emit` returns: told of while it runs, paused, stopped, gone on."""
