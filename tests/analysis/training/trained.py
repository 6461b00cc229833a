"""Small designs that say how they are trained, for tests of what does not fit in that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from model_codegen.analysis import analyse
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, Feed, FieldFacts, Head, Training
from tests.drafting import design, inp, layer, ref, repaired

PIXELS = FieldFacts((4,), "float32", 0.0, 1.0)


def held(path: str, /, **config: Any) -> Config:
    """An object of Keras: `held("losses.Huber", delta=2.0)`."""
    return {"class_name": f"keras.{path}", "config": config}


def loss(name: str, /, **config: Any) -> Config:
    return held(f"losses.{name}", **config)


def metric(name: str, /, **config: Any) -> Config:
    return held(f"metrics.{name}", **config)


def callback(name: str, /, **config: Any) -> Config:
    return held(f"callbacks.{name}", **config)


def labels(first: int = 0, last: int = 9, count: int = 10) -> FieldFacts:
    """Numbers of classes."""
    counts = {str(label): count for label in range(first, last + 1)}
    return FieldFacts((), "int64", first, last, counts)


def numbers(low: float = 0.0, high: float = 1.0, shape: tuple[int, ...] = ()) -> FieldFacts:
    """Quantities."""
    return FieldFacts(shape, "float32", low, high)


def data(target: FieldFacts | None = None, steps: Sequence[Config] = (), **fields: Any) -> Data:
    """Samples for `classifier`, with labels if they are given."""
    every = {"pixels": PIXELS, **({"label": target} if target else {})}
    return replace(
        Data("bundled", "digits", samples=1000, fields=every, inputs={"x": Feed(("pixels",))}),
        targets={"digit": Feed(("label",), tuple(steps))} if target else {},
        **fields,
    )


def classifier(
    head: Head | None = None,
    *,
    units: int = 10,
    activation: str | None = "softmax",
    **training: Any,
) -> Design:
    """One input `x` of 4 numbers, one layer `digit`, and how it is trained."""
    drawn = design(
        {
            "x": (inp(4),),
            "digit": (layer("Dense", units=units, activation=activation), "x"),
        },
        outputs=ref("digit"),
    )
    heads = {"digit": Head(loss("SparseCategoricalCrossentropy")) if head is None else head}
    return replace(drawn, training=Training(**{"heads": heads, **training}))


def two_heads(first: Head, second: Head, *, keyed: bool = False, **training: Any) -> Design:
    """A softmax `digit` of 10 units and a sigmoid `hard` of 1, and how they are trained."""
    outputs: Any = (
        {"digit": ref("digit"), "hard": ref("hard")} if keyed else [ref("digit"), ref("hard")]
    )
    drawn = design(
        {
            "x": (inp(4),),
            "digit": (layer("Dense", units=10, activation="softmax"), "x"),
            "hard": (layer("Dense", units=1, activation="sigmoid"), "x"),
        },
        outputs=outputs,
    )
    heads = {"digit": first, "hard": second}
    return replace(drawn, training=Training(**{"heads": heads, **training}))


def findings(drawn: Design, code: str = "") -> list[Diagnostic]:
    """What is found of the training, or of one code."""
    every = [d for d in analyse(drawn).diagnostics if d.category == "training"]
    return [d for d in every if d.code == code] if code else every


def mended(drawn: Design, found: Diagnostic) -> Design:
    """The design after the finding's fix, of which it is no longer told."""
    after = repaired(drawn, found)
    assert [d for d in findings(after, found.code) if d.alike == found.alike] == []
    return after
