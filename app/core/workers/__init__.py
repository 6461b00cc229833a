"""Processes that run Keras, so that the web process never has to."""
