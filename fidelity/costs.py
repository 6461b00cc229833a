"""`python -m fidelity.costs`: costs beside TensorFlow's profiler, into docs/cost.md.

Name models or groups to count only those, and to see their rows: `python -m fidelity.costs mlp`.
`--rows FILE` notes each model, and goes on where another run ended; `--jax PYTHON` counts the
gallery and the applications with JAX, too, in an environment that has it, and `--jax-rows FILE`
notes these. `--noted` writes the page of what is noted, and counts nothing.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model_codegen.keras_bridge.keras_import import import_keras

if TYPE_CHECKING:
    from fidelity.cost_rows import CostRow
    from fidelity.subjects import Subject
    from model_codegen.design.config_values import Config
    from model_codegen.design.graph import Design, ModelGraph

DOCUMENT = Path("docs", "cost.md")

GROUPS = ("applications", "gallery", "networks", "classes", "ops")

BATCH = 4

_LOOPING = ("LSTM", "GRU", "SimpleRNN", "RNN")


def main(arguments: Sequence[str]) -> int:
    """Count the named models, all without names; return 1 if a difference is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m fidelity.costs", description=__doc__)
    parser.add_argument("wanted", nargs="*", metavar="model or group")
    parser.add_argument("--rows", type=Path, help="rows of earlier runs; new ones are added")
    parser.add_argument("--jax", metavar="PYTHON", help="interpreter of an environment with JAX")
    parser.add_argument("--jax-rows", type=Path, default=Path("jax-rows"), help="as --rows, of JAX")
    parser.add_argument("--noted", action="store_true", help="only write what is noted")
    options = parser.parse_args(arguments)
    import_keras()
    from fidelity import cost_jax, cost_memory, cost_page
    from fidelity.subjects import subjects

    chosen = [
        _at_full_size(subject)
        for subject in subjects()
        if subject.group in GROUPS
        and (not options.wanted or {subject.name, subject.group} & {*options.wanted})
    ]
    kept = {row.name: row for row in _read(options.rows)}
    rows: list[CostRow] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for subject in chosen:
            if options.noted and subject.name not in kept:
                continue
            row = kept.get(subject.name) or counted(subject)
            rows.append(row)
            word = "equal" if row.equal else "explained" if row.explained else "not explained"
            print(f"… {row.name}: {row.failure or word}", file=sys.stderr, flush=True)
            if options.rows and row.name not in kept:
                with options.rows.open("a", encoding="utf-8") as file:
                    file.write(f"{row.to_json()}\n")
        jax = cost_jax.read(options.jax_rows)
        if options.jax:
            jax = cost_jax.counted(options.jax, chosen, BATCH, options.jax_rows)
        measured = [] if options.wanted else cost_memory.measured()
    if options.wanted:
        print(cost_page.table(rows))
    else:
        DOCUMENT.write_text(cost_page.page(rows, jax, measured), encoding="utf-8")
    return 0 if all(row.explained for row in rows) else 1


def counted(subject: Subject) -> CostRow:
    """One model, counted here and by the profiler.

    Args:
        subject: The model.
    """
    from fidelity.cost_rows import CostRow, compared
    from fidelity.profiled import profile
    from fidelity.reference import Reference
    from model_codegen.costing import CostError, cost
    from model_codegen.design.errors import LayerloomError

    design = subject.drawn()
    try:
        found = cost(design, BATCH)
    except CostError as error:
        return CostRow(subject.name, subject.group, failure=str(error))
    try:
        seen = profile(subject.make(), BATCH)
        other = unrolled(design) if seen.in_loops else design
        again = None if other is design else profile(Reference(other).model, BATCH)
    except LayerloomError:
        raise
    except Exception as error:  # whatever Keras and TensorFlow raise
        reason = str(error).strip().splitlines()
        text = f"it cannot be traced: {type(error).__name__} {reason[-1] if reason else ''}".strip()
        return CostRow(subject.name, subject.group, failure=f"{text}.")
    return compared(subject.name, subject.group, found, seen, again)


def unrolled(design: Design) -> Design:
    """The design with the loops of its recurrent layers unrolled, as far as they are layers."""
    models = {key: _unrolled(graph) for key, graph in design.models.items()}
    main = _unrolled(design.main)
    if main is design.main and all(models[key] is design.models[key] for key in models):
        return design
    return replace(design, main=main, models=models)


def _unrolled(graph: ModelGraph) -> ModelGraph:
    from model_codegen.design.graph import Layer

    operations = {
        key: replace(operation, config=_config(operation.class_name, operation.config))
        if isinstance(operation, Layer)
        else operation
        for key, operation in graph.operations.items()
    }
    return graph if operations == graph.operations else replace(graph, operations=operations)


def _config(path: str, config: Config) -> Config:
    def inner(value: Any) -> Any:
        if isinstance(value, dict) and "class_name" in value:
            return {**value, "config": _config(value["class_name"], value.get("config") or {})}
        return value

    found = {name: inner(value) for name, value in config.items()}
    return found | {"unroll": True} if path.rpartition(".")[2] in _LOOPING else found


def _at_full_size(subject: Subject) -> Subject:
    """An application with the images that it takes by default: nothing is run."""
    if subject.group != "applications":
        return subject
    config = {key: value for key, value in subject.config.items() if key != "input_shape"}
    if subject.name.startswith("MobileNetV3"):  # it leaves the size open
        config["input_shape"] = (224, 224, 3)
    return replace(subject, config=config)


def _read(path: Path | None) -> Iterator[CostRow]:
    from fidelity.cost_rows import CostRow

    if path is not None and path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield CostRow.from_json(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
