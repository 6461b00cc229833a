"""The jobs of the page that a worker can do: how they are sent, and how their answer is read.

An answer is JSON that is validated, never a pickle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from app.core.cluster.remote_work import MODEL
from app.core.tasks import custom_layers_task, proof_task
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Recorded, TensorSpec

if TYPE_CHECKING:
    from model_codegen.execution.recorded_layers import RecordedLayers


@dataclass(frozen=True)
class RemoteJob:
    """A job as it travels.

    Attributes:
        task: What does it on this machine.
        function: What does it on a worker, as `"module:name"`.
        sent: From the arguments of the task, what goes over the wire as JSON, and where the files
            that come back belong, by name.
        read: From what came over the wire and these places, what the task returns.

    `read` raises `ValueError` for what no such job returns.
    """

    task: Callable[..., Any]
    function: str
    sent: Callable[..., tuple[dict[str, Any], dict[str, str]]]
    read: Callable[[Any, Mapping[str, str]], Any]


def _send_proof(design: Design, file: Path, trusted: str) -> tuple[dict[str, Any], dict[str, str]]:
    return {"design": dumps(design), "trusted": trusted}, {MODEL: str(file)}


def _read_proof(value: Any, places: Mapping[str, str]) -> proof_task.Proof:
    from model_codegen.verify.report import Report

    report = TypeAdapter(Report).validate_python(value["report"])
    if not value["saved"]:
        return proof_task.Proof(report, None, 0)
    file = Path(places[MODEL])
    return proof_task.Proof(report, file, file.stat().st_size)


def _send_layers(design: Design, trusted: str) -> tuple[dict[str, Any], dict[str, str]]:
    return {"design": dumps(design), "trusted": trusted}, {}


def _read_layers(value: Any, places: Mapping[str, str]) -> RecordedLayers:
    from model_codegen.execution.recorded_layers import LayerFailure, RecordedLayers

    recorded = TypeAdapter(dict[str, dict[str, _Recorded]]).validate_python(value["recorded"])
    failures = TypeAdapter(tuple[LayerFailure, ...]).validate_python(value["failures"])
    return RecordedLayers(
        {
            graph: {key: Recorded(**vars(one)) for key, one in layers.items()}
            for graph, layers in recorded.items()
        },
        failures,
    )


@checked(frozen=True)
class _Recorded:
    """`Recorded`, with a structure that pydantic can check."""

    outputs: tuple[TensorSpec, ...]
    params: int
    reason: str
    inputs: tuple[TensorSpec, ...]
    structure: JsonValue


JOBS = {
    "prove": RemoteJob(
        proof_task.prove, "app.core.cluster.remote_work:prove", _send_proof, _read_proof
    ),
    "record": RemoteJob(
        custom_layers_task.record, "app.core.cluster.remote_work:record", _send_layers, _read_layers
    ),
}
"""By name."""
