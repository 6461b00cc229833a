"""Lessons: files that a teacher writes, and what they check of a learner's design. No Keras."""
