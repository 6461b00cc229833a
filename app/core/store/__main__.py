"""`python -m app.core.store`: save the database in a file, take it from one, copy it."""

import logging
import sys

from app.core.store.commands import main

if __name__ == "__main__":
    logging.disable()  # The sentence is enough.
    sys.exit(main())
