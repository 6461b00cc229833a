"""Benchmarks: what is promised, measured here and now, beside Keras and an earlier build."""
