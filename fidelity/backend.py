"""Runs sources under the backend that KERAS_BACKEND names, in whatever environment this is.

Reads pickled `(source, expected)` pairs and writes, for each, the outputs and the reasons against
them. Nothing but Keras and its backend is used.
"""

from __future__ import annotations

import pickle
import sys
import traceback
import warnings
from pathlib import Path

import keras

from fidelity.rebuilt import run_source


def main(jobs: Path, answers: Path) -> None:
    """Run everything.

    Args:
        jobs: The file to read.
        answers: The file to write.
    """
    warnings.simplefilter("ignore")
    found = []
    for source, expected in pickle.loads(jobs.read_bytes()):
        keras.utils.clear_session(free_memory=False)
        keras.config.set_dtype_policy("float32")
        try:
            ran = run_source(source, expected)
            found.append((list(ran.outputs), list(ran.reasons)))
        except Exception:  # whatever generated source raises
            text = traceback.format_exc(limit=1).strip().splitlines()[-1]
            found.append(([], [text.replace("\\'", "'")]))
    answers.write_bytes(pickle.dumps((keras.backend.backend(), found)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
