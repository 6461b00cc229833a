"""What surrounds a model where people copy it from is no matter, or is told."""

from __future__ import annotations

import json

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.importers import from_source
from tests.importers.source.readings import HEAD, MODEL, classes, config, warnings

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    "text",
    [
        f"Try this:\n\n```python\nimport keras\n{MODEL}\n```\n\nIt's fine.",
        f"```\n{MODEL}\n```\nand\n```bash\npip install keras\n```",
        f"~~~ python\n{MODEL}",
        MODEL.replace(" ", "\u00a0"),
        f"import keras\n    \u200b\n{MODEL}\ufeff",
        f"%%time\n!pip install keras \\\n    tensorflow \\\n  --quiet 'x\n{MODEL}",
        json.dumps(
            {
                "nbformat": 4,
                "cells": [
                    {"cell_type": "markdown", "source": ["# Keras"]},
                    {"cell_type": "code", "source": ["%%bash\n", "ls 'x"]},
                    {"cell_type": "code", "source": ["import keras\n", MODEL]},
                ],
            }
        ),
    ],
    ids=["markdown", "fences", "open fence", "no-break space", "zero width", "magic",
         "notebook"],
)  # fmt: skip
def test_what_is_around_a_model_is_no_matter(text: str) -> None:
    result = from_source(text)
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


def test_what_stands_below_a_prompt_is_its_answer_up_to_an_empty_line() -> None:
    result = from_source(f""">>> import keras
>>> keras.__version__
3.0

>>> for units in (3, 4):
...     print(units)
3
4

{MODEL}
""")
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


def test_what_python_says_ends_a_sentence_once() -> None:
    with pytest.raises(DesignError, match=r"Perhaps you forgot a comma\.$"):
        from_source("x = keras.Dense(4 5)")


def test_quotes_of_a_word_processor_are_quotes() -> None:
    result = from_source(f"{HEAD}x = layers.Dense(4, activation=\u201crelu\u201d)(inputs)")
    assert config(result, "dense") == {"units": 4, "activation": "relu"}


def test_lines_that_are_no_python_are_told_and_the_rest_is_drawn() -> None:
    result = from_source("""Why does it not train?
import keras
def build():
    Here it is:
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
model = build()

ValueError: no gradients provided
for any variable
""")
    assert classes(result) == ["Input", "Dense"]
    told = [d for d in result.diagnostics if d.code == "no-python"]
    assert [d.message.partition(":")[0] for d in told] == ["Line 1", "Line 4", "Line 8"]
    assert result.lines["main"]["dense"] == 5


def test_a_line_that_is_indented_like_no_other_is_passed_over() -> None:
    result = from_source(f"{HEAD}if True:\n        x = 1\n    y = 2\n{MODEL}\n")
    assert classes(result) == ["Input", "Dense"]
    (told,) = warnings(result)
    assert told.startswith("Line 5: this is no Python, and passed over: unindent")


def test_the_first_line_at_fault_is_told_where_nothing_is_left() -> None:
    with pytest.raises(DesignError, match="Line 2: this is no Python"):
        from_source("import keras\nmodel = keras.Sequential([keras.layers.Dense(2)\n")
