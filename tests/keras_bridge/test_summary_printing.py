"""Keras' own function writes the text, and nothing of it changes for others."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
import rich

from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge.model_records import CallRecord, LayerRecord, ModelRecord
from model_codegen.keras_bridge.summary_printing import print_summary

pytestmark = pytest.mark.keras


def model() -> ModelRecord:
    x = CallRecord(LayerRecord("x", object), (), [TensorSpec((None, 4), "float32")]).outputs
    return ModelRecord("named", x, x)


def test_it_is_as_wide_as_it_is_told() -> None:
    for columns, width in ((70, 66), (500, 88)):
        text = print_summary(model(), rich, columns)
        assert text.startswith('Model: "named"')
        assert max(map(len, text.splitlines())) <= width
    assert "─" * 20 in print_summary(model(), rich, 500, line_length=60)


def test_keras_keeps_its_own_rich() -> None:
    from keras.src.utils import summary_utils

    print_summary(model(), rich, 80)
    assert (summary_utils.rich, summary_utils.shutil) == (rich, shutil)


def test_what_is_lacking_is_an_error() -> None:
    with pytest.raises(AttributeError):
        print_summary(model(), SimpleNamespace(), 80)
