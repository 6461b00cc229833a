"""What is known of inputs and outputs."""

from __future__ import annotations

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.proposals.ends import InputEnd, OutputEnd, input_ends, output_ends
from model_codegen.proposals.random_fields import random_data

pytestmark = pytest.mark.keras


def test_names_shapes_and_what_looks_numbers_up() -> None:
    design = gallery.load("tabular_text")
    analysis = analyse(design)
    assert input_ends(design, analysis) == [
        InputEnd("numeric", (30,), "float32"),
        InputEnd("text_ids", (100,), "int32", tokens=10000),
    ]
    assert output_ends(design, analysis) == [OutputEnd("dense_2", (1,), "sigmoid")]


def test_random_data_have_a_field_for_each() -> None:
    design = gallery.load("multi_task")
    analysis = analyse(design)
    data = random_data(input_ends(design, analysis), output_ends(design, analysis))
    assert data.fields["topic"].maximum == 4
    assert data.fields["sentiment"].shape == (1,)
    assert data.fields["metadata"].shape == (10,)
