"""`training=` in a call: told where Functional models and subclass source part over it."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from tests.drafting import repaired
from tests.emitters.draft import Draft, cell

pytestmark = pytest.mark.keras


def found(design: Design) -> list[Diagnostic]:
    analysis = analyse(design)
    assert not analysis.errors
    return [d for d in analysis.diagnostics if d.code == "training-overwritten"]


def drawn(kind: str, recorded: bool | None, *, trainable: bool = True, **config: Any) -> Design:
    d = Draft("m")
    call = {} if recorded is None else {"training": recorded}
    x = d.input("x", 3, 4)
    x = d.layer(kind, "part", x, trainable=trainable, call=call, **config)
    d.layer("Dense", "head", x, units=2)
    return d.design("x")


def test_batch_statistics_move_in_fit_unless_they_are_frozen() -> None:
    design = drawn("BatchNormalization", False)
    (told,) = found(design)
    assert (told.severity, told.nodes) == ("warning", ("part",))
    assert told.message == (
        "`part` is called with training=False, which `fit` overwrites in a Functional model: its "
        "statistics move (in subclass source they stay). Freeze it to keep them"
    )
    assert told.fix is not None
    assert told.fix.title == "Freeze `part`"
    mended = repaired(design, told)
    assert found(mended) == []
    assert mended == drawn("BatchNormalization", False, trainable=False)


@pytest.mark.parametrize("kind", ["Dropout", "GaussianNoise"])
@pytest.mark.parametrize("trainable", [True, False])
def test_what_is_random_is_told_and_freezing_is_no_fix(kind: str, trainable: bool) -> None:
    rate = {"rate" if kind == "Dropout" else "stddev": 0.5}
    (told,) = found(drawn(kind, False, trainable=trainable, **rate))
    assert "it runs in training mode (in subclass source it does not)" in told.message
    assert told.fix is None


def test_training_true_holds_in_a_bare_call_only() -> None:
    (told,) = found(drawn("Dropout", True, rate=0.5))
    assert told.message == (
        "`part` is called with training=True, which a Functional model keeps to only when it is "
        "called by itself: `predict` and `evaluate` overwrite it. "
        "Take subclass source where it must always hold"
    )
    assert told.fix is None
    assert found(drawn("BatchNormalization", True, trainable=False)) == []


@pytest.mark.parametrize(
    ("kind", "config", "told"),
    [
        ("LSTM", {"units": 3}, 0),
        ("LSTM", {"units": 3, "dropout": 0.5}, 1),
        ("Dropout", {"rate": 0.0}, 0),
        ("TimeDistributed", {"layer": cell("Dense", units=2)}, 0),
        ("TimeDistributed", {"layer": cell("BatchNormalization")}, 1),
        ("Bidirectional", {"layer": cell("GRU", units=2, recurrent_dropout=0.5)}, 1),
        ("SpectralNormalization", {"layer": cell("Dense", units=2)}, 1),
    ],
)
def test_only_what_has_two_modes_is_told(kind: str, config: dict[str, Any], told: int) -> None:
    assert len(found(drawn(kind, False, **config))) == told
    assert found(drawn(kind, None, **config)) == []


def test_spectral_statistics_move_though_they_are_frozen() -> None:
    design = drawn("SpectralNormalization", False, trainable=False, layer=cell("Dense", units=2))
    (told,) = found(design)
    assert told.fix is None


def test_statistics_in_a_wrapper_are_kept_by_freezing_it() -> None:
    design = drawn("TimeDistributed", False, layer=cell("BatchNormalization"))
    (told,) = found(design)
    assert found(repaired(design, told)) == []


def block(recorded: bool | None, inside: bool | None, *, trainable: bool = True) -> Design:
    inner = Draft("unit")
    call = {} if inside is None else {"training": inside}
    inner.layer("BatchNormalization", "bn", inner.input("i", 4), call=call)
    d = Draft("m")
    d.block("unit", "unit", d.input("x", 4), trainable=trainable)
    if recorded is not None:
        d.again("unit", "unit", *d.nodes["unit"].args, training=recorded)
    return d.design("x", unit=inner.graph("i"))


def test_a_call_of_a_block_is_told_at_the_block_and_one_inside_it_there() -> None:
    (told,) = found(block(False, None))
    assert (told.graph, told.nodes) == ("main", ("unit",))
    assert found(repaired(block(False, None), told)) == []
    (told,) = found(block(None, False))
    assert (told.graph, told.nodes) == ("unit", ("bn",))
    assert found(block(None, False, trainable=False)) == []
    assert found(block(None, None)) == []


def application(last: int | None, *, trainable: bool = True, kind: str = "MobileNet") -> Design:
    config = {"input_shape": [32, 32, 3], "include_top": False, "weights": None}
    d = Draft("m")
    x = d.input("x", 32, 32, 3)
    d.application(kind, "base", x, trainable=trainable, last=last, **config)
    d.again("base", "base", x, training=False)
    return d.design("x")


def test_a_base_is_told_as_far_as_it_is_trained() -> None:
    design = application(None)
    (told,) = found(design)
    assert found(repaired(design, told)) == []
    (told,) = found(application(2))
    mended = repaired(application(2), told)
    assert mended == application(None, trainable=False)
    assert found(application(1)) == []
    assert found(application(None, trainable=False)) == []
    assert found(application(None, kind="VGG16")) == []


def test_the_lesson_on_transfer_freezes_its_base() -> None:
    assert found(gallery.load("transfer_mobilenet")) == []
