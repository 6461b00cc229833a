"""`python -m app.lessons`."""

import sys

from app.lessons.main import main

if __name__ == "__main__":
    sys.exit(main())
