"""What runs inside worker processes. Arguments and answers are plain values that can be pickled."""
