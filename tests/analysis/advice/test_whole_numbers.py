"""Layers of float numbers that are given whole ones."""

from __future__ import annotations

import jsonpatch
import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.advice.whole_numbers import KEEPING, REFUSING
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.graph import Design
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras


def _found(drawn: Design) -> list[Diagnostic]:
    return [one for one in analyse(drawn).diagnostics if one.code == "whole-numbers"]


def test_pictures_of_bytes_do_not_go_into_a_convolution() -> None:
    conv = layer("Conv2D", filters=2, kernel_size=3)
    drawn = design({"x": (inp(8, 8, 3, dtype="uint8"),), "conv": (conv, "x")}, "x")
    (found,) = _found(drawn)
    assert (found.severity, found.nodes) == ("warning", ("conv", "x"))
    assert "given uint8 by `x`" in found.message
    assert found.fix is not None
    mended = from_json(jsonpatch.apply_patch(to_json(drawn), [*found.fix.patch]))
    assert not _found(mended)


def test_what_comes_by_layers_that_keep_the_dtype_is_told_of_too() -> None:
    pooled = layer("MaxPooling2D", pool_size=2)
    conv = layer("Conv2D", filters=2, kernel_size=1)
    calls = {"x": (inp(8, 8, 3, dtype="int32"),), "pool": (pooled, "x"), "conv": (conv, "pool")}
    (found,) = _found(design(calls, "x"))
    assert (found.nodes, found.fix) == (("conv", "pool"), None)
    scaled = {
        "x": calls["x"],
        "scale": (layer("Rescaling", scale=0.5), "x"),
        "conv": (conv, "scale"),
    }
    assert not _found(design(scaled, "x"))


def test_keras_refuses_and_keeps_as_is_said() -> None:
    import keras
    import numpy as np

    more = {
        "Conv": {"filters": 2, "kernel_size": 2},
        "DepthwiseConv": {"kernel_size": 2},
        "SeparableConv": {"filters": 2, "kernel_size": 2},
        "AdaptiveAveragePooling": {"output_size": 2},
        "Reshape": {"target_shape": (-1,)},
        "Permute": {"dims": (2, 1)},
        "Dropout": {"rate": 0.1},
    }
    for name in sorted(REFUSING | KEEPING):
        made = getattr(keras.layers, name, None)
        if made is None:
            continue  # Not in every rank.
        base = (
            name.removesuffix("Transpose").removesuffix("1D").removesuffix("2D").removesuffix("3D")
        )
        pooling = {"pool_size": 2} if base in ("AveragePooling", "MaxPooling") else {}
        rank = next((int(digit) for digit in "123" if f"{digit}D" in name), 1)
        given = np.ones((1, *[4] * rank, 2), "int32")
        called = made(**more.get(base, pooling))
        if name in KEEPING:
            assert "int32" in str(called(given).dtype), name
        else:
            with pytest.raises(Exception, match=r"(?s)."):
                called(given)
