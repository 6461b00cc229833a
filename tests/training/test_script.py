"""The text of a script as a module."""

from __future__ import annotations

import inspect

import pytest

from model_codegen.training.failures import TrainingError
from model_codegen.training.script import Script


def test_its_main_is_not_run_and_its_callbacks_are_known() -> None:
    script = Script(
        "SEED = 4\nBATCH_SIZE = 8\n"
        "def make_callbacks():\n    return ['stop early']\n"
        "def train(model, train_data, validation_data, callbacks=()):\n"
        "    return [*make_callbacks(), *callbacks]\n"
        "if __name__ == '__main__':\n    raise SystemExit\n"
    )
    assert (script.seed, script.batch_size, script.epochs) == (4, 8, None)
    assert script.made == []
    assert script.train(None, None, None, ["watch"]) == ["stop early", "watch"]
    assert script.made == ["stop early"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import custom_layers", r"placeholders: the code imports them from custom_layers"),
        ("import nowhere_to_be_found", r"Python could not run the script: No module named"),
        ("1 / 0", r"Python could not run the script: division by zero"),
    ],
)
def test_what_cannot_be_run_is_told(text: str, said: str) -> None:
    with pytest.raises(TrainingError, match=said):
        Script(text)


def test_the_source_of_its_functions_can_be_read_as_that_of_a_file() -> None:
    text = "SEED = 0\n\n\ndef build_model():\n    return lambda x: x + 1\n"
    model = Script(text).build_model()
    assert inspect.getsource(model).strip() == "return lambda x: x + 1"
