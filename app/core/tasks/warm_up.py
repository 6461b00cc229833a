"""What a worker does before its first job, so that no user waits for it."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os

from app.core.tasks import analysis_tasks, import_tasks, picture_tasks, source_tasks

_PATIENT = 5
"""Niceness of the process for what takes longer: a third of another's share of a busy core."""


def import_keras() -> str:
    """Import Keras and return its version."""
    from model_codegen.keras_bridge import keras_import

    keras_import.import_keras()
    import keras

    version: str = keras.__version__
    return version


def import_all() -> None:
    """Import what every process needs, and call none of it.

    TensorFlow starts its threads with the first tensor; a process that has them can't be forked.
    """
    import_keras()
    from model_codegen import analysis, catalogue, emitters, gallery  # noqa: F401


def import_for_training() -> None:
    """The same for training, with all that decides on rounding as a user's interpreter has it.

    A script comes to the same numbers here and there, to the last bit.
    """
    from model_codegen.keras_bridge import keras_import

    keras_import.import_keras(keras_import.TRAINING)
    from model_codegen import analysis, catalogue, emitters  # noqa: F401
    from model_codegen.training import running  # noqa: F401

    # Each run asks it for the memory that it needs. What is made of Keras would start its threads.
    catalogue.cached()
    with contextlib.suppress(ImportError):  # what a script with bundled data begins with
        importlib.import_module("sklearn.datasets")


def warm_shapes() -> str:
    """Import Keras and make a first analysis and a first source, so that no user waits for them."""
    from model_codegen import analysis, catalogue, gallery

    version = import_keras()
    catalogue.load()
    for name in ("mlp", "digit_cnn"):
        design = gallery.load(name)
        analysis.to_json(analysis.analyse(design))
        source_tasks.emit(design, "functional", fold=True)
    _follow_an_edit()
    keep()
    return version


def _follow_an_edit() -> None:
    """Follow an edit, as the first of a page: that takes twice as long as those after it."""
    from model_codegen import gallery

    change = {"op": "replace", "path": "/main/operations/dense/config/units", "value": 128}
    analysis_tasks.analyse(gallery.load("mlp"), "drawn", at_once=True)
    analysis_tasks.follow("drawn", "edited", [change])


def warm_pictures() -> str:
    """The same, draw a summary, read a file and a text: this process also does the other's work.

    Its jobs may wait for whoever answers a gesture, the user's browser included. The warm-up may
    not: behind four busy processes on two cores it took 7 s instead of 1.
    """
    from model_codegen import gallery

    version = warm_shapes()
    picture_tasks.summary(gallery.load("mlp"))
    import_tasks.import_config(_saved())
    _read_what_is_typed()
    keep()
    with contextlib.suppress(OSError):
        os.nice(_PATIENT)
    return version


def _read_what_is_typed() -> None:
    """Compare an edited text with its design, as after a key in the Code panel."""
    from model_codegen import gallery

    design = gallery.load("mlp")
    text = source_tasks.emit(design, "functional", fold=True)["text"]
    source_tasks.compare(design, text.replace("256", "128"))


def keep() -> None:
    """Take what has been imported so far out of all collections to come: it stays for good.

    Collections on the way from a gesture to its shapes need not walk over it each time: one over
    all that TensorFlow and Keras hold, or Streamlit and Pydantic, takes a tenth of a second.
    """
    gc.collect()
    gc.freeze()


def _saved() -> str:
    """A small model as Keras saves it, with the layers that most models have."""
    import keras

    layers = keras.layers
    image = keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3, padding="same", use_bias=False)(image)
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    x = layers.Dropout(0.1)(layers.Add()([x, x]))
    x = layers.Dense(2, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    text: str = keras.Model(image, x).to_json()
    return text
