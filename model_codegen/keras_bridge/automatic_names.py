"""How Keras names what nobody names: a stem from the class, and a number counted by stem."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

_COUNTS = "object_name_uids"


@lru_cache(maxsize=1024)
def auto_name(class_name: str) -> str:
    """The stem of a layer's automatic name, as `keras/src/utils/naming.py` derives it."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


@contextmanager
def counted_names(taken: Mapping[str, int] | None = None) -> Iterator[Mapping[str, int]]:
    """Let Keras count automatic names anew, and go on with its own count afterwards.

    Keras keeps the count for the whole process (`keras/src/backend/common/global_state.py`, used by
    `keras/src/utils/naming.py`).

    Args:
        taken: How many names of each stem are taken already; none by default.

    Yields:
        The count as it runs: by stem, how many names have been given.
    """
    from keras.src.backend.common import global_state

    before = global_state.get_global_attribute(_COUNTS)
    counts: defaultdict[str, int] = defaultdict(int, taken or {})
    global_state.set_global_attribute(_COUNTS, counts)
    try:
        yield counts
    finally:
        global_state.set_global_attribute(_COUNTS, before)
