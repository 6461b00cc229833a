"""What folded functions, parameters and variables are called."""
