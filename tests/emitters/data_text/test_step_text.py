"""Steps as expressions."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.training import FieldFacts
from model_codegen.emitters.data_text.step_text import HELPERS, Values, finished, stepped

IMAGE = FieldFacts((8, 8), "uint8", 0, 255)
LABEL = FieldFacts((), "int64", 0, 2)


@pytest.mark.parametrize(
    ("values", "step", "text"),
    [
        (Values("a", IMAGE), {"step": "scale"}, 'a.astype("float32") / 255'),
        (Values("a", FieldFacts((), "float32")), {"step": "scale", "by": 0.5}, "a / 0.5"),
        (Values("a / 2", IMAGE, True), {"step": "add_channel"}, "(a / 2)[..., np.newaxis]"),
        (Values("a", IMAGE), {"step": "resize", "size": [4, 2]}, "resize(a, 4, 2)"),
        (Values("a", IMAGE), {"step": "reshape", "shape": [64]}, "a.reshape(-1, 64)"),
        (Values("a / 2", IMAGE, True), {"step": "standardize"}, "standardize(a / 2, train)"),
        (
            Values("a", LABEL),
            {"step": "one_hot", "classes": 3},
            'np.eye(3, dtype="float32")[a]',
        ),
        (
            Values("a", FieldFacts((1,), "bool", 0, 1)),
            {"step": "one_hot", "classes": 2},
            'np.eye(2, dtype="float32")[a[..., 0].astype("int64")]',
        ),
        (Values("a", IMAGE), {"step": "cast", "dtype": "int32"}, "a.astype('int32')"),
    ],
)
def test_steps(values: Values, step: dict[str, Any], text: str) -> None:
    assert stepped(values, step, "train").text == text


def test_the_end() -> None:
    assert finished(Values("a", FieldFacts((), "float64"))).text == "a.astype('float32')"
    assert finished(Values("a", FieldFacts((), "bool"))).text == "a.astype('int32')"
    assert finished(Values("a", LABEL)).text == "a"
    assert HELPERS.keys() == {"standardize", "resize"}
