"""docs/training-mode.md says what Keras does, under TensorFlow."""

from __future__ import annotations

import pytest

from fidelity.training_mode import DOCUMENT
from fidelity.training_page import runs_in_training
from fidelity.training_runs import FORMS, rows

pytestmark = pytest.mark.keras

LAYERS = ("BatchNormalization", "Dropout")
"""The two kinds that differ; the document's other layers run as Dropout does."""


def cells(text: str) -> dict[tuple[str, str, str, str], str]:
    """What the document says, by form, recorded `training=`, trainable and layer."""
    found = {}
    for form, told in FORMS.items():
        section = text.partition(f"## {told[:1].upper()}{told[1:]}\n")[2].partition("\n## ")[0]
        head, _, *body = [
            [cell.strip() for cell in line.strip("| ").split(" | ")]
            for line in section.splitlines()
            if line.startswith("|")
        ]
        for recorded, trainable, *modes in body:
            for layers, mode in zip(head[2:], modes, strict=True):
                for layer in layers.split(", "):
                    found[form, recorded, trainable, layer] = mode
    return found


def test_the_document_says_what_keras_does() -> None:
    said = cells(DOCUMENT.read_text("utf-8"))
    ran = {
        (
            row.form,
            "none" if row.recorded is None else f"`training={row.recorded}`",
            str(row.trainable),
            row.layer,
        ): runs_in_training(row.training)
        for row in rows(LAYERS, eager=True)
    }
    assert len(ran) == 2 * 6 * len(FORMS) - 6  # the application has no Dropout of its own
    assert {key: said[key] for key in ran} == ran
