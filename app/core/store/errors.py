"""What goes wrong with the store; apart from it, since the store takes a second to import."""


class DraftError(Exception):
    """What could not be stored or read; `str(error)` is a sentence for a person."""
