"""A design that was made anew, of the objects of the one before."""

from __future__ import annotations

import pickle
from dataclasses import replace

from model_codegen import gallery
from model_codegen.design.graph import Design, Layer
from model_codegen.design.same_objects import with_objects_of

MLP = gallery.load("mlp")


def anew(design: Design) -> Design:
    found: Design = pickle.loads(pickle.dumps(design))
    return found


def layer(design: Design, key: str = "dense") -> Layer:
    found = design.main.operations[key]
    assert isinstance(found, Layer)
    return found


def with_config(design: Design, **config: object) -> Design:
    changed = replace(layer(design), config={**layer(design).config, **config})
    main = replace(design.main, operations={**design.main.operations, "dense": changed})
    return replace(design, main=main)


def test_what_is_alike_is_the_very_same() -> None:
    assert with_objects_of(MLP, anew(MLP)).main is MLP.main
    found = with_objects_of(MLP, anew(with_config(MLP, units=9)))
    assert found == with_config(MLP, units=9)
    assert found.main.nodes is MLP.main.nodes
    assert layer(found, "dense_1") is layer(MLP, "dense_1")
    assert layer(found) is not layer(MLP)


def test_what_is_equal_only_to_python_is_not_alike() -> None:
    before = with_config(MLP, use_bias=True)
    found = with_objects_of(before, anew(with_config(MLP, use_bias=1)))
    assert layer(found).config["use_bias"] == 1
    assert type(layer(found).config["use_bias"]) is int


def test_another_order_stays() -> None:
    turned = dict(reversed(MLP.main.operations.items()))
    found = with_objects_of(MLP, replace(MLP, main=replace(MLP.main, operations=turned)))
    assert [*found.main.operations] == [*turned]
    assert found.main.nodes is MLP.main.nodes
