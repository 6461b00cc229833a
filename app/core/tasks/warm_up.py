"""What a worker does before its first job, so that no user waits for it."""

from __future__ import annotations

import gc

from app.core.tasks import picture_tasks, source_tasks


def import_keras() -> str:
    """Import Keras and return its version."""
    from model_codegen.keras_bridge import keras_import

    keras_import.import_keras()
    import keras

    version: str = keras.__version__
    return version


def warm_shapes() -> str:
    """Import Keras and make a first analysis and a first source, so that no user waits for them."""
    from model_codegen import analysis, catalogue, gallery

    version = import_keras()
    catalogue.load()
    for name in ("mlp", "digit_cnn"):
        design = gallery.load(name)
        analysis.to_json(analysis.analyse(design))
        source_tasks.emit(design, "functional", fold=True)
    _keep()
    return version


def warm_pictures() -> str:
    """The same, and draw one summary: this process also does what the other one is asked for."""
    from model_codegen import gallery

    version = warm_shapes()
    picture_tasks.summary(gallery.load("mlp"))
    _keep()
    return version


def _keep() -> None:
    """Take what TensorFlow and Keras hold out of all collections to come: it stays for good.

    Collections on the way from a gesture to its shapes need not walk over it each time.
    """
    gc.collect()
    gc.freeze()
