"""A run as a zip for another tool."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.core.runs.directory_sink import EVENTS
from app.core.runs.exports import mlflow, tensorboard
from app.core.runs.exports.series import parsed, series
from app.core.runs.run import Run
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training.sink import BEST_MODEL, RESULTS

ARTIFACTS = ("program.py", "design.json", BEST_MODEL, RESULTS)


def archive(store: RunStore, run: Run, kind: str) -> bytes:
    """The zip.

    Args:
        store: Where the run is kept.
        run: The run; it may still go on.
        kind: One of `KINDS`.

    Raises:
        RunError: If the run is not there any more.
    """
    directory = store.path(run.id)
    made = io.BytesIO()
    try:
        assert directory is not None
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as found:
            KINDS[kind](found, directory, run)
    except OSError as error:
        raise RunError(f"The run cannot be exported: {error.strerror or error}.") from error
    return made.getvalue()


def _tensorboard(made: zipfile.ZipFile, directory: Path, run: Run) -> None:
    found = series(parsed(_whole(directory / EVENTS)))
    for name, content in tensorboard.files(found, run.created).items():
        made.writestr(name, content)


def _mlflow(made: zipfile.ZipFile, directory: Path, run: Run) -> None:
    found = series(parsed(_whole(directory / EVENTS)))
    training: Mapping[str, Any] = json.loads((directory / "design.json").read_bytes()).get(
        "training"
    )
    for name, content in mlflow.files(run, training or {}, found).items():
        made.writestr(name, content)
    for name in ARTIFACTS:
        if (directory / name).is_file():
            made.write(directory / name, f"{mlflow.artifacts(run)}/{name}")


def _whole(path: Path) -> bytes:
    """The whole lines of a file that somebody writes."""
    found = path.read_bytes() if path.exists() else b""
    return found[: found.rfind(b"\n") + 1]


KINDS: Mapping[str, Callable[[zipfile.ZipFile, Path, Run], None]] = {
    "tensorboard": _tensorboard,
    "mlflow": _mlflow,
}
"""By name."""
