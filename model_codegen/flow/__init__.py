"""The numbers of one forward pass through a live model, call by call, and of one gradient step."""
