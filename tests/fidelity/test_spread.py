"""A spread of small and nasty models, and all layer classes, all the way there and back.

`make fidelity` tries everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fidelity.canvas import Canvas
from fidelity.check import Row, check
from fidelity.original import originals
from fidelity.processes import Fresh
from fidelity.rebuilt import rebuilt
from fidelity.report import report, table
from fidelity.subjects import Subject, application, kinds
from model_codegen import catalogue, gallery
from tests.emitters import drafts

pytestmark = [pytest.mark.keras, pytest.mark.long(80), pytest.mark.timeout(1200)]

SMALL: dict[str, Any] = {"input_shape": (32, 32, 3)}


class Convolutional(Subject):
    """A ConvNeXt as `keras.applications` makes them, with one block of a few channels a stage."""

    def make(self) -> Any:
        from keras.src.applications.convnext import ConvNeXt

        return ConvNeXt(depths=[1] * 4, projection_dims=[4, 8, 8, 8], include_top=False, **SMALL)


APPLICATIONS = [
    application("MobileNetV2", alpha=0.35, **SMALL),
    Convolutional("ConvNeXt", "applications"),
]

NASTY = (
    "frozen", "masked_block", "mixed_inputs", "nested_blocks", "operators", "recurrent_states",
    "shared_block",
)  # fmt: skip
"""Drafts with shared and nested models, several outputs, states, masks, frozen and mixed layers."""

CHAINS = ("batch_norm_stack", "mixed_precision_mlp")

REFUSED = ("keras.layers.Equalization",)
"""Its symbolic output is its input, a cycle to Keras."""

TOGETHER = 45
"""How many layer classes share a model."""


def layers() -> list[Subject]:
    """Every layer class, many to a model."""
    entries = [
        entry
        for entry in catalogue.load().entries.values()
        if entry.kind == "layer" and not entry.is_application and entry.path not in REFUSED
    ]
    found = []
    for start in range(0, len(entries), TOGETHER):
        canvas = Canvas()
        for entry in entries[start : start + TOGETHER]:
            canvas.drop(entry)
        found.append(Subject(f"layers from {entries[start].name}", "classes", canvas.design()))
    return found


def subjects() -> list[Subject]:
    designs = [Subject(name, "gallery", drafts.ALL[name]()) for name in NASTY]
    designs += [Subject(name, "gallery", gallery.load(name)) for name in CHAINS]
    unmade = application("MobileNetV2", alpha="wide")
    return [*APPLICATIONS, *designs, Subject("siamese", "networks"), *kinds(), *layers(), unmade]


@pytest.fixture(scope="module")
def fresh() -> Iterator[Fresh]:
    with Fresh() as made:
        yield made


@pytest.fixture(scope="module")
def rows(fresh: Fresh) -> dict[str, Row]:
    return {row.name: row for row in check(fresh, subjects(), ["networks"])}


def agree(rows: list[Row], *styles: str) -> None:
    """Nothing may differ, and nothing may have been left out."""
    assert rows
    failed = [row for row in rows if not row.passed]
    assert not failed, "\n" + table(failed)
    for row in rows:
        assert not row.silent, row.silent
        assert row.outcomes.keys() >= {*styles}, row.refused
        assert row.difference == 0.0
        assert all(outcome.values and outcome.returns for outcome in row.outcomes.values())


def test_applications(rows: dict[str, Row]) -> None:
    agree([rows[subject.name] for subject in APPLICATIONS], "functional", "subclass")
    assert rows["ConvNeXt"].placeholders == ["LayerScale"]


def test_nasty_designs(rows: dict[str, Row]) -> None:
    agree([rows[name] for name in NASTY], "functional", "subclass")


def test_chains(rows: dict[str, Row]) -> None:
    agree([rows[name] for name in CHAINS], "functional", "subclass", "sequential")


def test_stateful_and_quantized_layers_and_results_in_trees(rows: dict[str, Row]) -> None:
    agree([rows[subject.name] for subject in kinds()], "functional", "subclass")


def test_a_step_of_training_is_part_of_a_row(rows: dict[str, Row]) -> None:
    row = rows["siamese"]
    agree([row], "functional", "subclass")
    assert row.training == ""
    otherwise = replace(row, training="a gradient differs")
    assert not otherwise.passed
    assert table([row]).count(" yes ") == table([otherwise]).count(" yes ") + 1
    assert "a gradient differs" in table([otherwise])
    assert rows[CHAINS[0]].training is None


def test_every_layer_class(rows: dict[str, Row]) -> None:
    agree([row for row in rows.values() if row.group == "classes"], "functional", "subclass")


def test_a_model_that_cannot_be_made_says_why(rows: dict[str, Row]) -> None:
    row = rows["MobileNetV2 alpha=wide"]
    assert not row.passed
    assert row.failure
    assert f"| {row.failure} |" in report([row])
    for kept in rows.values():
        assert Row.from_json(kept.to_json()) == kept


MISTAKES = {
    'activation="relu"': 'activation="tanh"',
    "layers.Dense(10": 'layers.Dense(10, dtype="bfloat16"',
    "layers.Dense(64": 'layers.Dense(64, name="other"',
    "(x)\n    outputs": "(layers.Identity()(x))\n    outputs",
}
"""What could be wrong with the source of `mlp`."""


def test_mistakes_are_told(fresh: Fresh, tmp_path: Path) -> None:
    (made,) = fresh.run(originals, [Subject("mlp", "gallery", gallery.load("mlp"))], tmp_path)
    source = made.sources["functional"]
    assert all(source.replace(*mistake) != source for mistake in MISTAKES.items())
    wrong = [source.replace(*mistake) for mistake in MISTAKES.items()]
    jobs = [(text, made.expected) for text in (source, *wrong)]
    right, *mistaken = fresh.run(rebuilt, "functional", jobs)
    assert right.passed
    assert not any(outcome.passed or outcome.returns for outcome in mistaken)
    assert mistaken[0].difference > 0
    assert all(outcome.reasons for outcome in mistaken[1:])
