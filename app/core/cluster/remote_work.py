"""What is done on a worker, in a `child` process: each takes a directory with files and JSON.

What comes back is JSON and files, too: the server takes nothing else from a worker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.core import settings
from app.core.cluster.child import PipeSink
from app.core.tasks import custom_layers_task, process_setup, proof_task
from model_codegen.design.fileformat.serialization import loads
from model_codegen.training.control import Control


def train(folder: Path, arguments: Mapping[str, Any], sink: PipeSink, control: Control) -> None:
    """Do a training run: `model_codegen.training.run_program`."""
    from model_codegen.training import run_program

    process_setup.give_memory(settings.proof_memory())
    process_setup.limit_memory()
    run_program.run(
        run_program.RunProgram(
            source=arguments["source"],
            design=arguments["design"],
            files={path.name: str(path) for path in _within(folder / "data")},
            kept={path.name: path.read_bytes() for path in _within(folder / "kept")},
            directory=str(folder / "files"),
            memory=process_setup.memory_ceiling(),
            trusted=arguments["trusted"],
        ),
        sink,
        control,
    )


def prove(folder: Path, arguments: Mapping[str, Any], sink: PipeSink, control: Control) -> Any:
    """Build a design in every style: `proof_task.prove`. Returns what `remote_jobs` reads."""
    from pydantic import TypeAdapter

    from model_codegen.verify.report import Report

    process_setup.prepare_alone(settings.proof_memory())
    found = proof_task.prove(loads(arguments["design"]), folder / MODEL, arguments["trusted"])
    if found.file is not None:
        sink.finished({MODEL: found.file.read_bytes()})
    report = TypeAdapter(Report).dump_python(found.report, mode="json")
    return {"report": report, "saved": found.file is not None}


def record(folder: Path, arguments: Mapping[str, Any], sink: PipeSink, control: Control) -> Any:
    """Make a design's own layers: `custom_layers_task.record`. Returns what `remote_jobs` reads."""
    process_setup.prepare_alone(settings.proof_memory())
    found = custom_layers_task.record(loads(arguments["design"]), arguments["trusted"])
    return {
        "recorded": {
            graph: {operation: asdict(one) for operation, one in layers.items()}
            for graph, layers in found.recorded.items()
        },
        "failures": [asdict(one) for one in found.failures],
    }


MODEL = "model.keras"
"""The file of a proof."""


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
