"""`python -m fidelity.training_mode [PYTHON]`: in which mode layers run, found by running them.

Writes docs/training-mode.md from real runs of Keras under every backend; PYTHON is the interpreter
of an environment with JAX and PyTorch, without it only TensorFlow is run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from fidelity.training_page import document
from fidelity.training_runs import Row, rows
from model_codegen.keras_bridge.keras_import import SETTINGS, import_keras

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "training-mode.md"
BACKENDS = ("tensorflow", "jax", "torch")


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
