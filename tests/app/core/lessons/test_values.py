"""Values are compared as a person would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lessons.values import same, shown

L2 = {"class_name": "keras.regularizers.L2", "config": {"l2": 0.01}}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("wanted", "here"),
    [
        (3, [3, 3]),
        (1, 1.0),
        ("L2", L2),
        ("l2", L2),
        ({"l2": 0.01}, L2),
        ("EarlyStopping", {"class_name": "keras.callbacks.EarlyStopping"}),
        ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
        ([1, [2]], [1, [2]]),
        ({"a": 1}, {"a": 1}),
        (None, None),
    ],
)
def test_these_are_the_same(wanted: Any, here: Any) -> None:
    assert same(wanted, here)


@pytest.mark.parametrize(
    ("wanted", "here"),
    [
        (True, 1),
        (0, False),
        (3, [3, 4]),
        (3, []),
        (3, "3"),
        ("L1", L2),
        ({"l1": 0.01}, L2),
        ([1], [1, 2]),
        (None, 0),
        (None, "x"),
    ],
)
def test_these_are_not(wanted: Any, here: Any) -> None:
    assert not same(wanted, here)


@given(JSON, JSON)
def test_no_value_is_too_odd(one: Any, other: Any) -> None:
    assert same(one, other) in (True, False)
    assert len(shown(one)) <= 60
