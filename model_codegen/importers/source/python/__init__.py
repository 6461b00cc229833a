"""Python's own values, functions and methods, as far as they can do no harm."""
