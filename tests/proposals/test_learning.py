"""What is proposed is learnt: the loss falls within a few steps of the script that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import model_codegen as mc
from model_codegen.proposals import default_training

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("name", ["mlp", "batch_norm_stack", "multi_task"])
def test_the_loss_falls(name: str) -> None:
    import keras

    design = mc.gallery.load(name)
    trained = replace(design, training=default_training(design))
    text = mc.emit(trained, "functional", with_training=True).text
    script: dict[str, Any] = {"__name__": "script"}
    exec(compile(text, "script.py", "exec"), script)
    keras.utils.set_random_seed(0)
    model = script["build_model"]()
    (x, y), validation = script["load_data"]()
    script["compile_model"](model)
    # A few steps are quicker done than traced.
    model.run_eagerly = True
    before = model.test_on_batch(*validation, return_dict=True)["loss"]
    for step in range(25):
        places = slice(32 * step % 400, 32 * step % 400 + 32)
        model.train_on_batch(_at(x, places), _at(y, places))
    after = model.test_on_batch(*validation, return_dict=True)["loss"]
    assert np.isfinite(after)
    assert after < 0.8 * before


def _at(values: Any, places: slice) -> Any:
    if isinstance(values, Mapping):
        return {key: each[places] for key, each in values.items()}
    return values[places]
