"""Models as Keras saves them: live, in files, as JSON; always read as data."""
