"""Hostile and mutated texts: refused or drawn, never run, never beyond their bounds."""

from __future__ import annotations

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.importers import from_source
from tests.importers.source.fuzz import fuzz, read
from tests.importers.source.hostile import CANARY, SNIPPETS

pytestmark = [pytest.mark.keras, pytest.mark.long(20), pytest.mark.timeout(1800)]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_hostile_text_is_refused_or_drawn_and_never_run(snippet: str) -> None:
    read(snippet)


def test_the_canary_sings_if_a_text_is_run() -> None:
    exec(SNIPPETS[6])
    assert CANARY.exists()
    CANARY.unlink()


def test_mutated_texts_are_refused_or_drawn_and_never_run() -> None:
    outcomes = fuzz(200, seed=1_000_000)  # for hundreds of thousands `fuzz` is a command
    assert outcomes["drawn"] > 20
    assert outcomes["refused"] > 5
    assert outcomes["drawn with remarks"] > 20


def test_a_long_text_is_refused() -> None:
    with pytest.raises(DesignError, match="longer than 1,000,000 characters"):
        from_source("x = 1\n" * 200_000)


def test_a_loop_that_never_ends_is_passed_over() -> None:
    text = "import keras\nmodel = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])\n"
    result = from_source(f"{text}while True:\n    pass\nmodel.add(keras.layers.Dense(1))\n")
    assert [*result.design.main.nodes] == ["input_layer", "dense", "dense_1"]
    assert any("goes on for long" in diagnostic.message for diagnostic in result.diagnostics)
    result = from_source(f"{text}for i in range(9**5):\n    x = [i * j for j in range(99)]\n")
    assert [*result.design.main.nodes] == ["input_layer", "dense"]
