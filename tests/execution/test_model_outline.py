"""The outline of a model: when there is none, and what Keras would have recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import APPLICATIONS, Design, Layer, Recorded, TensorSpec
from model_codegen.execution.model_outline import UntoldError, model_outline
from model_codegen.execution.symbolic import symbolic_model
from model_codegen.keras_bridge.model_records import ModelRecord
from tests.drafting import block, design, graph, inp, layer, op
from tests.sharing import inside_and_outside

pytestmark = pytest.mark.keras

FLOAT = TensorSpec((None, 4), "float32")
HELD = layer("TimeDistributed", layer={"operation": "dense"})
EMBEDDING = layer("Embedding", input_dim=9, output_dim=4, mask_zero=True)


def outline(drawn: Design, *, layers_inside: bool = False) -> ModelRecord:
    return model_outline(drawn, layers_inside=layers_inside)


def placeholder(params: int = 0, **config: Any) -> Layer:
    return Layer("own.Odd", "odd", config, recorded=Recorded((FLOAT,), params))


def names(model: Any) -> list[str]:
    return [operation.name for operation in model._operations]


@pytest.mark.parametrize(
    ("drawn", "layers_inside"),
    [
        (design({"x": (inp(4),), "d": (layer("Nonesuch"), "x")}), False),
        (
            design(
                {"x": (inp(5, 4),), "t": (HELD, "x")}, operations={"dense": layer("Dense", units=3)}
            ),
            False,
        ),
        (
            design(
                {"x": (inp(5, dtype="int32"),), "e": (EMBEDDING, "x"), "b": (block("m"), "e")},
                models={"m": graph({"a": (inp(5, 4),), "d": (layer("Dense", units=2), "a")}, "a")},
            ),
            False,
        ),
        (design({"x": (inp(4),), "p": (placeholder(), "x", 3)}), False),
        (design({"x": (inp(4),), "p": (placeholder(trainable=False), "x")}), False),
        (
            design(
                {
                    "x": (inp(32, 32, 3),),
                    "m": (
                        Layer(
                            f"{APPLICATIONS}MobileNet",
                            "",
                            {"weights": None, "include_top": False, "alpha": 0.25},
                        ),
                        "x",
                    ),
                }
            ),
            True,
        ),
        (design({"x": (inp(4),), "p": (layer("Pipeline", layers=[]), "x")}), True),
    ],
    ids=["errors", "held", "masked block", "literal", "frozen inside", "application", "pipeline"],
)
def test_what_is_not_certain_is_not_told(drawn: Design, layers_inside: bool) -> None:
    with pytest.raises(UntoldError):
        outline(drawn, layers_inside=layers_inside)


@pytest.mark.parametrize("policy", ["float32", "mixed_float16"])
def test_operations_have_the_names_that_keras_gives_them(policy: str) -> None:
    """Conversions, masks, blocks and layers take names of the same count."""
    half, full = {"dtype": "float16"}, {"dtype": "float32"}
    inner = graph({"a": (inp(5, 4),), "h": (op("tanh"), "a"), "c": (op("cast"), "h", full)}, "a")
    calls = {
        "x": (inp(5, dtype="int32"),),
        "embedding": (EMBEDDING, "x"),
        "d": (layer("Dense", "float32", units=4), "embedding"),
        "half": (op("cast"), "d", half),
        "b": (block("m"), "half"),
        "unequal": (op("not_equal"), "b", 0.5),
        "t": (op("tanh"), "b"),
        "full": (op("cast"), "unequal", full),
        "sum": (op("add"), "t", "full"),
        "again": ("d", "sum"),
        "last": (op("cast"), "again", half),
    }
    drawn = design(calls, models={"m": inner}, dtype_policy=policy)
    with symbolic_model(drawn) as model:
        assert names(outline(drawn)) == names(model)


def test_placeholders_are_of_their_own_class_and_size() -> None:
    drawn = design({"x": (inp(4),), "odd": (placeholder(7), "x"), "again": ("odd", "odd")})
    operations = {**drawn.main.operations, "odd": placeholder(7)}
    drawn = replace(drawn, main=replace(drawn.main, operations=operations))
    (_, odd) = outline(drawn).layers
    assert (odd.name, odd.__class__.__name__, odd.count_params()) == ("odd", "Odd", 7)
    assert len(odd.calls) == 2


def test_what_graphs_share_is_one_record() -> None:
    model = outline(inside_and_outside())
    inner = next(own for own in model.layers if isinstance(own, ModelRecord) or own.name == "block")
    (shared,) = (own for own in model.layers if own.name == "shared")
    assert shared in inner.layers
    assert [call.operation for call in shared.calls] == [shared, shared]
    assert model.count_params() == shared.count_params() == 20
