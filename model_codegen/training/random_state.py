"""The state of the random numbers that Python and NumPy draw for the whole process."""

from __future__ import annotations

import random
from typing import Any

import numpy as np


def read() -> dict[str, Any]:
    """The state, as it can be packed. TensorFlow's is in its seeds and in what is read of data."""
    return {"python": random.getstate(), "numpy": np.random.get_state()}


def write(state: dict[str, Any]) -> None:
    """Go on with a state that was read."""
    if state:
        random.setstate(state["python"])
        np.random.set_state(state["numpy"])
