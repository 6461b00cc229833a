"""Original model → design → source → a model in a fresh process → design: is all the same?

What makes the originals (`reference`, `canvas`, `examples`) serves the tests, too.
"""
