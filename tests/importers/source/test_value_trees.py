"""Trees of lists, tuples, dicts and slices."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.value_trees import flat, map_tree, snapshot, tree_leaves


def test_leaves_stand_in_order() -> None:
    tree = [1, (2, {"b": 3, "a": [4]}), slice(5, None, 6)]
    assert tree_leaves(tree) == [1, 2, 3, 4, 5, None, 6]


def test_dicts_are_flattened_by_their_keys_as_keras_does() -> None:
    assert flat({"b": 1, "a": [2, 3]}) == [2, 3, 1]


def test_a_tree_keeps_its_form_with_other_leaves() -> None:
    assert map_tree([1, (2, {"a": 3})], lambda leaf: leaf * 2) == [2, (4, {"a": 6})]


def test_a_snapshot_does_not_change_with_what_it_was_taken_of() -> None:
    inner = [1]
    taken = snapshot(Budget(), {"a": inner})
    inner.append(2)
    assert taken == {"a": [1]}


def test_too_large_a_tree_is_not_followed() -> None:
    with pytest.raises(NotFollowed):
        tree_leaves([0] * (MOST_ITEMS + 1))
    with pytest.raises(NotFollowed):
        snapshot(Budget(), [0] * (MOST_ITEMS + 1))
