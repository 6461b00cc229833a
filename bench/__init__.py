"""Benchmarks: what DESIGN budgets, measured here and now, with Keras itself beside it."""
