"""Teachers' classes: who is in them, and what they are to do."""
