"""A run as a zip for another tool, made while it is sent."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.core.runs.directory_sink import EVENTS
from app.core.runs.exports import mlflow, tensorboard
from app.core.runs.exports.series import Series, parsed, series
from app.core.runs.run import Run
from app.core.runs.run_store import RunError, RunStore
from app.core.zip_sink import ZipSink
from model_codegen.training.sink import BEST_MODEL, RESULTS

ARTIFACTS = ("program.py", "design.json", BEST_MODEL, RESULTS)


def archive(store: RunStore, run: Run, kind: str) -> Iterator[bytes]:
    """The pieces of the zip. Of files, the model among them, a small part is held at once.

    Args:
        store: Where the run is kept.
        run: The run; it may still go on.
        kind: One of `KINDS`.

    Raises:
        RunError: If the run is not there any more, before the first piece.
    """
    directory = store.path(run.id)
    assert directory is not None
    try:
        yield from _pieces(directory, run, KINDS[kind])
    except OSError as error:
        raise RunError(f"The run cannot be exported: {error.strerror or error}.") from error


def _pieces(directory: Path, run: Run, kind: _Kind) -> Iterator[bytes]:
    sink = ZipSink()
    with sink.zip_file() as made:
        (directory / "run.json").stat()  # without it there is no run
        told = Series()
        if (directory / EVENTS).is_file():
            with (directory / EVENTS).open("rb") as lines:
                told = series(parsed(lines))
        written, copied = kind(directory, run, told)
        for name, content in written.items():
            made.writestr(name, content)
            yield sink.taken()
        for name, path in copied.items():
            if path.is_file():
                yield from sink.copied(made, path, _entry(name, path))
    yield sink.taken()


def _entry(name: str, path: Path) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo.from_file(path, name)
    # A model is a zip of weights, which hardly get smaller and take long.
    entry.compress_type = zipfile.ZIP_STORED if path.name == BEST_MODEL else zipfile.ZIP_DEFLATED
    return entry


def _tensorboard(_directory: Path, run: Run, told: Series) -> _Files:
    return tensorboard.files(told, run.created), {}


def _mlflow(directory: Path, run: Run, told: Series) -> _Files:
    design: Mapping[str, Any] = json.loads((directory / "design.json").read_bytes())
    written = mlflow.files(run, design.get("training") or {}, told)
    return written, {f"{mlflow.artifacts(run)}/{name}": directory / name for name in ARTIFACTS}


_Files = tuple[Mapping[str, bytes], Mapping[str, Path]]
"""By their names within the zip: what is made for it, and what is copied if it is there."""

_Kind = Callable[[Path, Run, Series], _Files]

KINDS: Mapping[str, _Kind] = {"tensorboard": _tensorboard, "mlflow": _mlflow}
"""By name."""
