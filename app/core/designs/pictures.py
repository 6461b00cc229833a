"""The pictures of stored designs: each is drawn once for as long as the design is the same."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from app.core.designs import still_picture

MOST_PICTURES = 2000
"""So many are remembered, some kilobytes each; beyond that the ones that nobody asks for go."""

LONGEST_TEXT = 2_000_000
"""A longer text is not read for a picture: the list is to be there at once."""

NONE = still_picture.EMPTY
"""The picture of what cannot be read."""


class Pictures:
    """Remembers pictures by draft, and by when it was saved.

    Args:
        load: Reads the text of a draft; None where there is none.
    """

    def __init__(self, load: Callable[[str], str | None]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, datetime], str] = OrderedDict()

    def of(self, draft: str, saved_at: datetime) -> str:
        """The picture of a draft as SVG.

        Raises:
            DraftError: If the store cannot be read.
        """
        key = draft, saved_at
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        picture = _drawn(self._load(draft))
        with self._lock:
            self._known[key] = picture
            while len(self._known) > MOST_PICTURES:
                self._known.popitem(last=False)
        return picture


def _drawn(text: str | None) -> str:
    if text is None or len(text) > LONGEST_TEXT:
        return NONE
    try:
        return still_picture.of_json(json.loads(text))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return NONE  # It was written by a version that had another format.
