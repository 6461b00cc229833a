"""Training runs: what is kept of each on disk, and the processes that do them."""
