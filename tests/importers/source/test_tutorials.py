"""Tutorials in the manner of those that people paste: what is read is what Keras builds."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.importers import ImportResult, from_source
from tests.importers.source.live import FOLDER, live_design, nameless, run, text_of

pytestmark = [
    pytest.mark.keras,
    pytest.mark.timeout(900),
    # Of Keras, about what tutorials of older Keras do.
    pytest.mark.filterwarnings("ignore"),
]

VARIABLES = {
    "siamese": "siamese",
    "autoencoder_classes": "autoencoder",
    "gan": "discriminator",
    "inception": "net",
    "vae": "decoder",
    "wide_and_deep": "wide_and_deep_model",
}
"""Where the model that is chosen stands, if not in `model`."""

NOT_RUN = {"regression", "squeeze_excite"}
"""The data decides on the shape of the input; TensorFlow's functions on symbolic tensors, which
Keras 3 refuses."""

DRAWN_OTHERWISE = {
    "fine_tuning": "the application stands as one block",
    "text_transformer": "a layer with constants inside is a placeholder",
    "vit": "likewise; and layers without weights that only calculate are opened",
}
"""Of the same size as the live model; drawn otherwise than it is read, for good reasons."""

NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))
RUN = [name for name in NAMES if name not in NOT_RUN]

SHAPES = {
    "autoencoder_classes": (28, 28),
    "char_rnn": (100,),
    "nested_models": (32, 32, 3),
}
"""Of the inputs of subclassed models."""


def read(name: str, model: str | None = None) -> ImportResult:
    return from_source(text_of(name), model)


def problems(result: ImportResult) -> list[str]:
    found = [d for d in result.diagnostics if d.severity != "advice" and d.code != "placeholder"]
    return [d.message for d in found]


@pytest.mark.parametrize("name", RUN)
def test_what_is_read_is_what_keras_builds(name: str) -> None:
    model = run(name)[VARIABLES.get(name, "model")]
    result = read(name)
    assert problems(result) == []
    analysis = analyse(result.design)
    assert analysis.errors == ()
    inputs: Any = None
    if name in SHAPES:
        inputs = keras.Input(SHAPES[name], name="input_layer")
        model(np.zeros((1, *SHAPES[name])))  # makes its weights
    if name not in DRAWN_OTHERWISE:
        live = live_design(model, inputs)
        assert dumps(nameless(result.design)) == dumps(nameless(live))
    assert analysis.total_params == model.count_params()
    assert result.design.main.name == model.name
