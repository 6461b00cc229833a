"""The library by itself, and Keras doing the same."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import designs, probe
from bench.builds import Build
from bench.measure import Row, milliseconds, resident_megabytes
from model_codegen.analysis import analyse
from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from model_codegen.importers import from_application
from model_codegen.keras_bridge.keras_import import import_keras
from model_codegen.render import plot

if TYPE_CHECKING:
    import keras

REPEATS = 9
ROUNDS = 3
BUDGETS = {
    "edit resnet50": 5.0,
    "analyse gpt3": 30.0,
    "emit functional": 40.0,
    "emit subclass": 40.0,
    "summary efficientnetb7": 400.0,
}

Taken = dict[str, list[float]]
"""What each build took, by the name that `probe` gives it; the one here last."""


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Measure one row after the other."""
    import_keras()
    import keras

    taken = _probed(builds)
    analyse(designs.residual_stack(10))  # Keras' own first-call costs are not ours to measure.
    for title, design, build in (
        ("ResNet50", designs.resnet50(), keras.applications.ResNet50),
        ("EfficientNetB7", designs.efficientnet_b7(), keras.applications.EfficientNetB7),
    ):
        yield from _application(title, design, partial(build, weights=None), taken)
    yield from _gpt3(taken)
    for style in ("functional", "subclass"):
        yield _row(f"emit ResNet50 as {style} source, formatted", f"emit {style}", taken)
    yield from _folding()


def _probed(builds: Sequence[Build]) -> Taken:
    """Medians over processes of each build, in turn."""
    rounds: list[list[dict[str, float]]] = [[] for _ in builds]
    with tempfile.TemporaryDirectory() as directory:
        for design in (designs.resnet50(), designs.efficientnet_b7(), designs.gpt3()):
            file = Path(directory) / f"{design.name}.json"
            file.write_text(designs.written(design), encoding="utf-8")
        for _ in range(ROUNDS):
            for build, runs in zip(builds, rounds, strict=True):
                done = subprocess.run(
                    # `-P`: this folder does not come onto the path.
                    [sys.executable, "-P", probe.__file__, directory],
                    cwd=build.root,
                    env=build.environment(),
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                )
                runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {
        name: [statistics.median(run[name] for run in runs) for runs in rounds]
        for name in rounds[0][0]
    }


def _row(what: str, name: str, taken: Taken, keras: float | None = None, note: str = "") -> Row:
    values = taken[name]
    before = values[0] if len(values) > 1 else None
    return Row(what, values[-1], "ms", BUDGETS.get(name), before, keras=keras, note=note)


def _application(
    title: str, design: Design, build: Callable[[], Any], taken: Taken
) -> Iterator[Row]:
    name = title.lower()
    built = milliseconds(build)
    note = f"{len(design.main.nodes)} nodes; Keras: build"
    yield _row(f"analyse {title}, nothing cached", f"analyse {name}", taken, built, note)
    yield _row(f"analyse {title} after an edit", f"edit {name}", taken, built, f"{note} again")
    model = build()
    summarised = built + milliseconds(lambda: model.summary(print_fn=lambda *_, **__: None))
    note = "Keras: build + summary"
    yield _row(f"summary of {title}", f"summary {name}", taken, summarised, note)
    with tempfile.TemporaryDirectory() as directory:
        yield Row(
            f"plot of {title}",
            milliseconds(lambda: plot(design, Path(directory) / "ours.svg")),
            keras=built + milliseconds(lambda: _keras_plot(model, Path(directory) / "keras.svg")),
            note="Keras: build + plot_model, polyline, since ortho makes Graphviz abort",
        )


def _keras_plot(model: keras.Model, path: Path) -> None:
    import keras

    keras.utils.plot_model(
        model, os.fspath(path), show_shapes=True, show_dtype=True, splines="polyline"
    )


def _gpt3(taken: Taken) -> Iterator[Row]:
    design = designs.gpt3()
    before = resident_megabytes()
    total = analyse(design).total_params
    memory = resident_megabytes() - before
    note = f"{len(design.main.nodes)} nodes, {total:,} parameters; Keras would need 700 GB"
    yield _row("analyse GPT-3, nothing cached", "analyse gpt3", taken, note=note)
    yield Row("analyse GPT-3 again", milliseconds(lambda: analyse(design), REPEATS))
    yield Row("memory that took, results included", max(0.0, memory), "MB")


def _folding() -> Iterator[Row]:
    budgets = {"ResNet50": None, "ResNet152": 1000, "EfficientNetB7": 1500, "NASNetLarge": 1500}
    for name, budget in budgets.items():
        design = from_application(name).design
        flat = milliseconds(partial(emit, design, "functional"), REPEATS)
        folded = milliseconds(partial(emit, design, "functional", fold=True), REPEATS)
        lines = [emit(design, "functional", fold=fold).text.count("\n") for fold in (False, True)]
        yield Row(
            f"fold the source of {name}, beyond writing it flat",
            folded - flat,
            budget=budget,
            note=f"{lines[0]} lines flat, {lines[1]} folded",
        )
