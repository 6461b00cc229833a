"""Results of placeholders that a text tells by key are those that were recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import (
    Design,
    Layer,
    Node,
    Recorded,
    Structure,
    TensorRef,
    TensorSpec,
)
from model_codegen.emitters import emit
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.equivalence.renumbered_results import covers, renumbered
from model_codegen.importers import from_source
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

SPECS = tuple(TensorSpec((None, size), "float32") for size in (3, 4, 5))
NESTED: Structure = [0, [1, 2]]
KEYED: Structure = {"a": 0, "mean": 1, "var": 2}


def drawn(structure: Structure) -> Design:
    """A placeholder of which the last two results are used."""
    own = Layer("mine.Encoder", "own", recorded=Recorded(SPECS, 9, "it is own", (), structure))
    calls = {
        "image": (inp(2),),
        "own": (layer("ReLU"), "image"),
        "y": (layer("Dense", units=2), "own"),
    }
    made = design({**calls, "z": (layer("Dense", units=3), "own")}, "image")
    nodes = dict(made.main.nodes)
    nodes["y"] = Node("y", (TensorRef("own", 1),))
    nodes["z"] = Node("z", (TensorRef("own", 2),))
    operations = {**made.main.operations, "own": own}
    return replace(made, main=replace(made.main, operations=operations, nodes=nodes))


@pytest.mark.parametrize("structure", [NESTED, KEYED])
@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_source_takes_results_as_they_are_returned_and_is_read_back(
    structure: Structure, style: str
) -> None:
    old = drawn(structure)
    code = emit(old, style).text
    taken = '["mean"]' if structure is KEYED else "own, [own_1, own_2] = "
    assert taken.replace("own, [", "_, [") in code
    read = from_source(code).design
    assert reconciled(old, read) == old
    assert analyse(reconciled(old, read)).total_params == analyse(old).total_params


def test_results_that_were_not_recorded_leave_all_of_them_open() -> None:
    old = drawn(KEYED)
    code = emit(old, "functional").text.replace('["mean"]', '["logvar"]')
    found = reconciled(old, from_source(code).design)
    own = found.main.operations["own"]
    assert isinstance(own, Layer)
    assert own.recorded is not None
    assert (own.recorded.outputs, own.recorded.params) == ((), 9)
    assert '["logvar"]' in emit(found, "functional").text


def test_numbers_are_those_of_the_keys() -> None:
    old, new = drawn(KEYED), drawn({"var": 0, "mean": 1, "a": 2})
    told = replace(
        new.main.operations["own"], recorded=Recorded((), structure={"var": 0, "mean": 1})
    )
    nodes = {
        **new.main.nodes,
        "y": Node("y", (TensorRef("own", 1),)),
        "z": Node("z", (TensorRef("own", 0),)),
    }
    graph = replace(new.main, operations={**new.main.operations, "own": told}, nodes=nodes)
    moved = renumbered(old.main, graph).nodes
    assert moved["y"].args == (TensorRef("own", 1),)
    assert moved["z"].args == (TensorRef("own", 2),)
    assert not covers(Recorded(SPECS), Recorded((), structure={"mean": 0}))
    assert covers(Recorded(SPECS), Recorded((), structure=[0, 1, 2]))
    assert not covers(Recorded(()), Recorded(()))
