"""The text of docs/training-mode.md."""

from __future__ import annotations

from collections import defaultdict

from fidelity.training_runs import FORMS, RUNS, Row


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
