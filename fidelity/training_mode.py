"""`python -m fidelity.training_mode [PYTHON]`: in which mode layers run, found by running them.

Writes docs/training-mode.md from real runs of Keras under every backend; PYTHON is the interpreter
of an environment with JAX and PyTorch, without it only TensorFlow is run. One layer at a time is
put into a model of each of `FORMS`, with each recorded `training=` and `trainable`; the model is
then fitted, asked and called, and the layer observed.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from model_codegen.keras_bridge.keras_import import SETTINGS, import_keras

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "training-mode.md"
BACKENDS = ("tensorflow", "jax", "torch")

LAYERS = ("BatchNormalization", "SpectralNormalization", "Dropout", "GaussianNoise", "LSTM")
"""One of each kind of layer that has two modes; the LSTM has `dropout=0.5`."""

FORMS = {
    "functional": "`layer(x, training=…)` in a Functional model",
    "subclass": "`self.layer(x, training=…)` in `call(self, x, training=None)` of a subclass",
    "subclass without training": "the same in `call(self, x)`, which does not name `training`",
    "nested, at the layer": "`layer(x, training=…)` in a Functional model that another one calls",
    "nested, at the model": "`inner(x, training=…)` in a Functional model, a layer inside `inner`",
    "nested in a subclass": "`self.inner(x, training=…)` in `call(self, x, training=None)`",
    "application": "`base(x, training=…)` in a Functional model, `base` a MobileNetV2",
}
"""How the layer is put into the model."""

RUNS = ("fit", "predict", "call", "call training=True", "call training=False")
RECORDED = (None, True, False)


class Row(NamedTuple):
    """One layer in one model.

    Attributes:
        layer: One of `LAYERS`.
        form: A key of `FORMS`.
        recorded: The `training=` of the call; None where none is given.
        trainable: Of the layer, or of the nested model around it.
        training: For each of `RUNS`, whether the layer ran in training mode.
        changed: Whether `fit` changed the layer's weights (its statistics apart).
    """

    layer: str
    form: str
    recorded: bool | None
    trainable: bool
    training: tuple[bool, ...]
    changed: bool


def rows(layers: Sequence[str] = LAYERS, *, eager: bool = False) -> Iterator[Row]:
    """Run every combination under the backend that Keras has.

    Args:
        layers: Some of `LAYERS`.
        eager: Whether `fit` and `predict` run eagerly, which takes a fraction of the time.
    """
    for layer, form, recorded, trainable in product(layers, FORMS, RECORDED, (True, False)):
        if form != "application" or layer == "BatchNormalization":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that there is nothing to train is known
                yield _row(layer, form, recorded, trainable, eager)


def _row(name: str, form: str, recorded: bool | None, trainable: bool, eager: bool) -> Row:
    import keras
    import numpy as np

    seen: list[Any] = []
    layer, holder = _part(name, form, seen)
    holder.trainable = trainable
    given = {} if recorded is None else {"training": recorded}
    model = _model(form, holder, given, name)
    x = np.random.default_rng(0).normal(3, 2, (8, *model.input_shape_here)).astype("float32")
    y = np.zeros(model(x).shape, "float32")
    model.compile(keras.optimizers.SGD(0.1), "mse", run_eagerly=eager)

    def ran(run: Callable[[], Any]) -> bool:
        """Whether the layer ran in training mode: by its statistics, or by what it was told."""
        seen.clear()
        before = _values(_statistics(layer))
        run()
        if before:
            return not _equal(before, _values(_statistics(layer)))
        return bool(seen[-1])

    before = _values(_weights(layer))
    training = [ran(lambda: model.fit(x, y, verbose=0))]
    changed = not _equal(before, _values(_weights(layer)))
    training.append(ran(lambda: model.predict(x, verbose=0)))
    training.append(ran(lambda: model(x)))
    training.append(ran(lambda: model(x, training=True)))
    training.append(ran(lambda: model(x, training=False)))
    return Row(name, form, recorded, trainable, tuple(training), changed)


def _part(name: str, form: str, seen: list[Any]) -> tuple[Any, Any]:
    """The layer, and what the model calls: the layer itself, or a model around it."""
    import keras

    if form == "application":
        base = _application()
        return base, base
    layer = _layer(name, seen)
    if not form.startswith("nested") or form == "nested, at the layer":
        return layer, layer
    inputs = keras.Input(_shape(name))
    return layer, keras.Model(inputs, layer(inputs))


@functools.cache
def _application() -> Any:
    """One for all rows: to make it takes longer than all that is done with it."""
    import keras

    return keras.applications.MobileNetV2((32, 32, 3), 0.35, include_top=False, weights=None)


def _layer(name: str, seen: list[Any]) -> Any:
    """A layer that notes the `training` that its `call` is given."""
    import keras

    base: Any = getattr(keras.layers, name)

    @functools.wraps(base.call)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(kwargs.get("training"))
        return base.call(self, *args, **kwargs)

    spy = type(name, (base,), {"call": call})
    match name:
        case "SpectralNormalization":
            return spy(keras.layers.Dense(4))
        case "LSTM":
            return spy(4, dropout=0.5)
        case "Dropout" | "GaussianNoise":
            return spy(0.5)
    return spy()


def _shape(name: str) -> tuple[int, ...]:
    return (3, 4) if name == "LSTM" else (4,)


def _model(form: str, holder: Any, given: dict[str, bool], name: str) -> Any:
    import keras

    shape = (32, 32, 3) if form == "application" else _shape(name)
    if "subclass" in form:

        class Model(keras.Model):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.part = holder

            def call(self, inputs: Any, training: Any = None) -> Any:
                return self.part(inputs, **given)

        class Without(Model):
            def call(self, inputs: Any) -> Any:  # type: ignore[override]
                return self.part(inputs, **given)

        model = Without() if "without" in form else Model()
    elif form == "nested, at the layer":
        inner_inputs = keras.Input(shape)
        inner = keras.Model(inner_inputs, holder(inner_inputs, **given))
        inputs = keras.Input(shape)
        model = keras.Model(inputs, inner(inputs))
    else:
        inputs = keras.Input(shape)
        model = keras.Model(inputs, holder(inputs, **given))
    model.input_shape_here = shape
    return model


def _statistics(layer: Any) -> list[Any]:
    """Variables that only a run in training mode changes, and no gradient."""
    return [v for v in layer.variables if v.path.rpartition("/")[2] in _STATISTICS]


_STATISTICS = ("moving_mean", "moving_variance", "vector_u")


def _weights(layer: Any) -> list[Any]:
    kept = {id(v) for v in _statistics(layer)}
    return [v for v in layer.variables if id(v) not in kept and "float" in str(v.dtype)]


def _values(variables: list[Any]) -> list[Any]:
    from keras import ops

    return [ops.convert_to_numpy(variable).copy() for variable in variables]


def _equal(one: list[Any], other: list[Any]) -> bool:
    return all((a == b).all() for a, b in zip(one, other, strict=True))


def answers(backend: str, python: str) -> list[Row]:
    """The rows under a backend, from a process of its own."""
    done = subprocess.run(
        [python, "-m", "fidelity.training_mode", "--rows"],
        env=SETTINGS | os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [_read(line) for line in done.stdout.splitlines() if line.startswith("[")]


def _read(line: str) -> Row:
    layer, form, recorded, trainable, training, changed = json.loads(line)
    return Row(layer, form, recorded, trainable, tuple(training), changed)


def document(found: dict[str, list[Row]]) -> str:
    """The page that the rows make.

    Args:
        found: The rows under each backend, TensorFlow's among them.
    """
    own = found["tensorflow"]
    parts = [_INTRODUCTION]
    for form, told in FORMS.items():
        rows = [row for row in own if row.form == form]
        if rows:
            parts += [f"## {told[:1].upper()}{told[1:]}", _table(rows)]
    parts.append("## Backends")
    parts.append("\n".join(_compared(backend, rows, own) for backend, rows in found.items()))
    return "\n\n".join(parts) + "\n"


def _table(rows: list[Row]) -> str:
    """One line for each way to record and to freeze; layers that never differ share columns."""
    by_layer: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_layer[row.layer].append(row)
    alike: dict[tuple[tuple[bool, ...], ...], list[str]] = defaultdict(list)
    for layer, own in by_layer.items():
        alike[tuple(row.training for row in own)].append(layer)
    lines = [
        f"| recorded | trainable | {' | '.join(', '.join(layers) for layers in alike.values())} |",
        "|---" * (2 + len(alike)) + "|",
    ]
    for index, row in enumerate(next(iter(by_layer.values()))):
        recorded = "none" if row.recorded is None else f"`training={row.recorded}`"
        cells = " | ".join(runs_in_training(modes[index]) for modes in alike)
        lines.append(f"| {recorded} | {row.trainable} | {cells} |")
    return "\n".join(lines)


def runs_in_training(training: tuple[bool, ...]) -> str:
    """The runs in which a layer is in training mode, in words.

    Args:
        training: As `Row.training`.
    """
    found = [run for run, mode in zip(RUNS, training, strict=True) if mode]
    return "always" if len(found) == len(RUNS) else ", ".join(found) or "never"


def _compared(backend: str, rows: list[Row], own: list[Row]) -> str:
    if rows == own:
        return f"- {backend}: {len(rows)} of {len(rows)} rows as above."
    told = [
        f"  - {row.layer}, {row.form}, recorded {row.recorded}, trainable {row.trainable}: "
        f"{runs_in_training(row.training)}"
        for row, other in zip(rows, own, strict=True)
        if row.training != other.training
    ]
    same = sum(row == other for row, other in zip(rows, own, strict=True))
    return "\n".join([f"- {backend}: {same} of {len(rows)} rows as above; otherwise:", *told])


_INTRODUCTION = """# In which mode a layer runs

Made by `python -m fidelity.training_mode`, by running Keras; a test compares it with TensorFlow.

Some layers have two modes: BatchNormalization uses the batch's statistics and moves its own, or
uses its own; Dropout, noise and the dropout of recurrent layers act, or do nothing. Each cell says
in which runs the layer was in training mode: `fit`, `predict`, and calls of the model with and
without `training`. What it comes to:

- In a **Functional** model a recorded `training=` counts in a bare call only. `fit`, `predict` and
  `model(x, training=…)` overwrite it, in nested models and applications too.
- In **subclass** source it counts always.
- In a subclass whose `call` does not name `training`, `fit` runs every layer in inference mode;
  under JAX also where `call` names it and does not hand it on to the layers. Layerloom's subclass
  source hands it on.
- **`trainable = False`** holds a BatchNormalization in inference mode, whatever is recorded or run.
  It does not silence Dropout, noise, the dropout of recurrent layers, or SpectralNormalization,
  whose statistics still move.

So a base that must keep its statistics is frozen (`trainable = False`); `training=False` at its
call protects it in subclass source only."""


def main(arguments: list[str]) -> int:
    """Write the document; with `--rows` print the rows of this process' backend instead."""
    if arguments == ["--rows"]:
        import_keras()
        for row in rows():
            print(json.dumps(row), flush=True)
        return 0
    pythons = {"tensorflow": sys.executable}
    if arguments:
        pythons |= dict.fromkeys(BACKENDS[1:], arguments[0])
    found = {backend: answers(backend, python) for backend, python in pythons.items()}
    DOCUMENT.write_text(document(found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
