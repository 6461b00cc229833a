"""Layers whose automatic names have moved on are found by what they are and where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.equivalence import renumbered_layers
from model_codegen.equivalence.renumbered_layers import repaired


def chain(*layers: tuple[str, str, dict[str, Any]]) -> ModelGraph:
    """A graph of layers one after the other: class, name and config of each."""
    operations = {"x": Layer("keras.Input", "x", {"shape": [4]})}
    nodes = {"x": Node("x")}
    last = "x"
    for index, (kind, name, config) in enumerate(layers):
        key = f"{kind}{index}"
        operations[key] = Layer(f"keras.layers.{kind}", name, config)
        nodes[key] = Node(key, (TensorRef(last),))
        last = key
    return ModelGraph("model", operations, nodes, "x", TensorRef(last))


def by_name(old: ModelGraph, new: ModelGraph) -> dict[str, str]:
    """By operation of the new graph: that of the old one which has its name."""
    names = {operation.name: key for key, operation in old.operations.items()}
    return {
        key: names[operation.name]
        for key, operation in new.operations.items()
        if operation.name in names
    }


def found(old: ModelGraph, new: ModelGraph) -> dict[str, str]:
    return repaired(old, new, by_name(old, new), old.operations)


SMALL = ("Dense", "dense", {"units": 8})
HEAD = ("Dense", "dense_1", {"units": 2})
OLD = chain(SMALL, HEAD)


def test_a_layer_more_above_moves_the_names_below() -> None:
    new = chain(
        ("Dense", "dense", {"units": 9}),
        ("Dense", "dense_1", SMALL[2]),
        ("Dense", "dense_2", HEAD[2]),
    )
    assert found(OLD, new) == {"x": "x", "Dense1": "Dense0", "Dense2": "Dense1"}
    assert found(new, OLD) == {"x": "x", "Dense0": "Dense1", "Dense1": "Dense2"}


def test_other_arguments_in_the_same_place_are_the_same_layer() -> None:
    new = chain(("Dense", "dense_1", {"units": 16}), ("Dense", "dense_2", HEAD[2]))
    assert found(OLD, new) == {"x": "x", "Dense0": "Dense0", "Dense1": "Dense1"}


def test_names_that_have_not_moved_on_decide() -> None:
    swapped = chain(("Dense", "dense_1", SMALL[2]), ("Dense", "dense", HEAD[2]))
    assert found(OLD, swapped) == by_name(OLD, swapped)


def test_names_that_people_gave_decide() -> None:
    old = chain(("Dense", "body", SMALL[2]), ("Dense", "head", HEAD[2]))
    new = chain(("Dense", "head", SMALL[2]), ("Dense", "body", HEAD[2]), ("Dense", "dense", {}))
    assert found(old, new) == by_name(old, new)


def test_a_layer_that_is_given_a_name_is_found_by_its_place_among_those_that_are_alike() -> None:
    twins = chain(SMALL, ("Dense", "dense_1", SMALL[2]))
    for names in (("body", "dense_1"), ("body", "dense"), ("dense", "body"), ("dense_1", "body")):
        new = chain(*(("Dense", name, SMALL[2]) for name in names))
        assert found(twins, new) == {"x": "x", "Dense0": "Dense0", "Dense1": "Dense1"}, names
        assert found(new, twins) == {"x": "x", "Dense0": "Dense0", "Dense1": "Dense1"}, names


def test_another_class_is_left_alone() -> None:
    new = chain(SMALL, ("Dropout", "dropout", {"rate": 0.5}), HEAD)
    assert found(OLD, new) == by_name(OLD, new)


def test_of_very_many_layers_names_have_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    new = chain(("Dense", "dense_1", SMALL[2]), ("Dense", "dense_2", HEAD[2]))
    assert found(OLD, new)["Dense0"] == "Dense0"
    monkeypatch.setattr(renumbered_layers, "_MOST_COMPARED", 1)
    assert found(OLD, new) == by_name(OLD, new)


def test_where_nothing_else_tells_names_decide() -> None:
    new = chain(
        ("Dense", "dense", {"units": 7}),
        ("Dense", "dense_1", {"units": 3}),
        ("Dense", "dense_2", {"units": 4}),
    )
    assert found(OLD, new) == {"x": "x", "Dense0": "Dense0", "Dense1": "Dense1"}


def test_a_layer_of_another_class_that_took_a_name_over_takes_no_more() -> None:
    new = chain(SMALL, ("Conv1D", "dense_1", {"filters": 2}), ("Dense", "dense_2", HEAD[2]))
    assert found(OLD, new) == {"x": "x", "Dense0": "Dense0", "Dense2": "Dense1"}


def test_functions_are_left_to_what_they_are_called_on() -> None:
    def with_function(made: ModelGraph) -> ModelGraph:
        operations = {**made.operations, "op": Op("keras.ops.relu")}
        return replace(made, operations=operations, nodes={**made.nodes, "op": Node("op")})

    new = chain(("Dense", "dense_1", SMALL[2]), ("Dense", "dense_2", HEAD[2]))
    old = with_function(OLD)
    named = by_name(OLD, new)
    assert repaired(old, with_function(new), named, old.operations) == found(OLD, new)


def test_how_a_config_is_sorted_says_nothing() -> None:
    old = chain(("Dense", "dense", {"units": 8, "use_bias": False}), HEAD)
    more = ("Dense", "dense", {"units": 9})
    new = chain(
        more, ("Dense", "dense_1", {"use_bias": False, "units": 8}), ("Dense", "dense_2", HEAD[2])
    )
    assert found(old, new) == {"x": "x", "Dense1": "Dense0", "Dense2": "Dense1"}


def test_names_that_only_begin_as_keras_would_are_given_by_people() -> None:
    old = chain(("Dense", "dense_body", SMALL[2]), ("Dense", "dense_head", HEAD[2]))
    new = chain(("Dense", "dense_head", SMALL[2]), ("Dense", "dense_tail", HEAD[2]))
    assert found(old, new) == by_name(old, new) == {"x": "x", "Dense0": "Dense1"}
