"""Code for `tf.keras` under Keras' own names."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.result.keras_imports import from_keras

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from tensorflow.keras.layers import Dense", "from keras.layers import Dense"),
        ("from tensorflow.keras import layers as L", "from keras import layers as L"),
        ("from tensorflow import keras", "import keras"),
        ("import tensorflow.keras.layers as L", "import keras.layers as L"),
        # Not in Keras, or less of it there.
        ("from tensorflow.keras import backend as K", None),
        ("import tensorflow.keras.backend as K", None),
        ("from tensorflow.keras.layers import Nobody", None),
        ("from tensorflow import nn", None),
        ("import numpy as np", None),
    ],
)
def test_imports(text: str, wanted: str | None) -> None:
    assert from_keras(f"{text}\nx = 1  # ä\n") == f"{wanted or text}\nx = 1  # ä\n"


def test_chains_of_attributes() -> None:
    text = (
        "import tensorflow as tf\n"
        'class Ä(tf.keras.layers.Layer):\n    b = tf.keras.backend.x, "ö", tf.keras.layers.Dense\n'
        "    c = (\n        tf.\n        keras.initializers.HeNormal)()  # so\n"
        "    d = tf.shape, tf.keras.layers.Nobody\n"
    )
    assert from_keras(text) == (
        "import keras\nimport tensorflow as tf\n"
        'class Ä(keras.layers.Layer):\n    b = tf.keras.backend.x, "ö", keras.layers.Dense\n'
        "    c = (\n        keras.initializers.HeNormal)()  # so\n"
        "    d = tf.shape, tf.keras.layers.Nobody\n"
    )


def test_other_text_stays() -> None:
    assert from_keras("import keras\n") == "import keras\n"
