"""What a file recorded of a layer stays while source is edited beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Layer, Recorded, TensorSpec
from model_codegen.emitters import emit
from model_codegen.equivalence.placeholder_records import with_placeholder_record
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras


def with_placeholder() -> Design:
    """A design with a layer of which a file recorded what it returns."""
    told = [TensorSpec((None, 9), "int32"), TensorSpec((None, 9, 4), "float32")]
    recorded = Recorded((told[1],), 77, "it is not of Keras", (told[0],))
    own = Layer("mine.Embedding", "own", {"size": 4, "args": [1, 2]}, recorded=recorded)
    calls = {"words": (inp(9, dtype="int32"),), "own": (layer("ReLU"), "words")}
    drawn = design({**calls, "flat": (layer("Flatten"), "own")}, "words")
    return replace(
        drawn, main=replace(drawn.main, operations={**drawn.main.operations, "own": own})
    )


@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
def test_what_was_recorded_stays_while_source_is_edited_beside_it(style: str) -> None:
    old = with_placeholder()
    code = emit(old, style).text
    assert reconciled(old, from_source(code).design) == old
    edited = {
        "functional": code.replace(
            "    flat =", "    x = layers.BatchNormalization()(x)\n    flat ="
        ),
        "subclass": code.replace(
            "        self.flat =",
            "        self.norm = layers.BatchNormalization()\n        self.flat =",
        ).replace("x = self.own(words)", "x = self.norm(self.own(words))"),
        "sequential": code.replace(
            "layers.Flatten", "layers.BatchNormalization(),\n            layers.Flatten"
        ),
    }[style]
    assert edited != code
    found = reconciled(old, from_source(edited).design)
    assert found.main.operations["own"] == old.main.operations["own"]
    analysis = analyse(found)
    assert analysis.total_params == 77 + 16
    assert analysis.nodes["flat"].outputs == (TensorSpec((None, 36), "float32"),)


def test_with_other_arguments_a_placeholder_stays_and_what_it_returned_does_not() -> None:
    old = with_placeholder()
    code = emit(old, "functional").text
    found = reconciled(old, from_source(code.replace("size=4", "size=5")).design)
    own, before = found.main.operations["own"], old.main.operations["own"]
    assert isinstance(own, Layer)
    assert isinstance(before, Layer)
    assert (own.class_name, own.config) == ("mine.Embedding", {**before.config, "size": 5})
    assert own.recorded == Recorded((), 0, "it is not of Keras")


def test_a_renamed_placeholder_keeps_what_was_recorded() -> None:
    old = with_placeholder()
    code = emit(old, "functional").text
    found = reconciled(old, from_source(code.replace('name="own"', 'name="other"')).design)
    own, before = found.main.operations["own"], old.main.operations["own"]
    assert isinstance(before, Layer)
    assert own == replace(before, name="other")


def test_a_layer_in_the_place_of_nothing_is_told_as_source_gives_it() -> None:
    own = with_placeholder().main.operations["own"]
    assert with_placeholder_record(None, own) == own
