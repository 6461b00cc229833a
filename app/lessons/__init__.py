"""The command line for who writes lessons: `python -m app.lessons check FOLDER`."""
