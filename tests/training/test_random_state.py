"""Random numbers go on where they were."""

from __future__ import annotations

import random

import numpy as np

from model_codegen.training import packing, random_state


def test_what_is_drawn_next_is_drawn_again() -> None:
    state = packing.unpack(packing.pack(random_state.read()))
    drawn = random.random(), np.random.random()
    random_state.write(state)
    assert (random.random(), np.random.random()) == drawn
    random_state.write({})
