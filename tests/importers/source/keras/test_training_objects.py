"""Objects that models are trained with, by the paths that texts have."""

import pytest

from model_codegen.importers.source.keras.training_objects import path_of


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("keras.optimizers.Adam", "keras.optimizers.Adam"),
        ("keras.optimizers.legacy.Adam", "keras.optimizers.Adam"),
        ("keras.optimizers.experimental.AdamW", "keras.optimizers.AdamW"),
        ("keras.callbacks.EarlyStopping", "keras.callbacks.EarlyStopping"),
        ("keras.losses.mse", None),
        ("keras.layers.Dense", None),
        ("sklearn.losses.Huber", None),
    ],
)
def test_public_paths(path: str, found: str | None) -> None:
    assert path_of(path) == found
