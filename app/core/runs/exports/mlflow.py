"""A run as a folder `mlruns`, as MLflow's file store keeps it.

MLflow 3 takes such a folder over into its database: `mlflow migrate-filestore --source . --target
sqlite:///mlflow.db`, called beside it. Older versions open it as it is.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from app.core.runs.exports.series import Series
from app.core.runs.run import Run, RunState
from model_codegen.design.training import Training

_STATUS: Mapping[RunState, int] = {
    "running": 1,
    "paused": 1,
    "waiting": 2,
    "finished": 3,
    "failed": 4,
    "lost": 4,
    "stopped": 5,
}
"""`mlflow.entities.RunStatus`."""

_USUAL = {
    one.name: one.default
    for one in fields(Training)
    if isinstance(one.default, (bool, int, float, str))
}
"""What a design's JSON leaves out where it is so."""

_LONGEST = 6000
"""Characters of a parameter's value."""


def files(run: Run, training: Mapping[str, Any], series: Series) -> dict[str, bytes]:
    """The files by their paths, without artifacts; those go into `artifacts(run)`.

    Args:
        run: The run.
        training: What its design says of its training, as JSON.
        series: Its numbers.
    """
    experiment, folder = f"mlruns/{_experiment(run)}", _folder(run)
    began = _milliseconds(run.created)
    ended = began + _milliseconds(max((one.seconds for one in series.epochs), default=0.0))
    found = {
        "README.txt": README,
        f"{experiment}/meta.yaml": _yaml(
            artifact_location=experiment,
            creation_time=began,
            experiment_id=_experiment(run),
            last_update_time=began,
            lifecycle_stage="active",
            name=run.name or "Layerloom",
        ),
        f"{folder}/meta.yaml": _yaml(
            artifact_uri=artifacts(run),
            end_time=ended,
            entry_point_name="",
            experiment_id=_experiment(run),
            lifecycle_stage="active",
            run_id=run.id,
            run_name=run.name,
            source_name="",
            source_type=4,
            source_version="",
            start_time=began,
            status=_STATUS[run.state],
            tags=[],
            user_id="layerloom",
        ),
    }
    tags = {
        "mlflow.runName": run.name,
        "mlflow.source.name": "program.py",
        "mlflow.source.type": "LOCAL",
    }
    for name, tag in tags.items():
        found[f"{folder}/tags/{name}"] = tag.encode()
    for name, value in _flat({**_USUAL, **training, "seed": run.seed}, ""):
        text = value if isinstance(value, str) else json.dumps(value)
        found[f"{folder}/params/{_safe(name)}"] = text[:_LONGEST].encode()
    for name, lines in _metrics(began, series).items():
        found[f"{folder}/metrics/{_safe(name)}"] = "".join(lines).encode()
    return found


README = b"""A training run as MLflow's file store keeps it.

MLflow 3 takes it over into a database. In this folder:
    mlflow migrate-filestore --source . --target sqlite:///mlflow.db
    mlflow ui --backend-store-uri sqlite:///mlflow.db

Older versions read it as it is:
    mlflow ui --backend-store-uri mlruns
"""


def artifacts(run: Run) -> str:
    """Where the files of a run belong: program, design, model."""
    return f"{_folder(run)}/artifacts"


def _metrics(began: int, series: Series) -> dict[str, list[str]]:
    """Each metric over the epochs by Keras' name; over the steps under `batch/`."""
    found: dict[str, list[str]] = {}
    for prefix, points in (("", series.epochs), ("batch/", series.steps)):
        for point in points:
            for name, value in point.logs.items():
                at = began + _milliseconds(point.seconds)
                line = f"{at} {value!r} {point.number}\n"
                found.setdefault(prefix + name, []).append(line)
    return found


def _flat(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """A tree of JSON as names with dots; of the data only what was chosen, not what it is like."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if name != "data" or key in ("kind", "name", "options", "samples"):
                yield from _flat(one, f"{name}.{key}" if name else key)
    elif value not in (None, [], ""):
        yield name, value


def _folder(run: Run) -> str:
    return f"mlruns/{_experiment(run)}/{run.id}"


def _experiment(run: Run) -> str:
    """The same for all runs of a name, so that several exports lie beside each other."""
    return str(10**17 + zlib.crc32(run.name.encode()))


def _safe(name: str) -> str:
    """A name that MLflow allows, and that stays within the folder."""
    parts = (re.sub(r"[^\w. :-]", "_", part).strip(".") or "_" for part in name[:250].split("/"))
    return "/".join(parts)


def _yaml(**facts: Any) -> bytes:
    """JSON values are YAML."""
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in facts.items()).encode()


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
