"""A training run without Keras, on a worker: its source says as JSON how long it takes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.cluster.child import PipeSink
from model_codegen.training.control import Control
from model_codegen.training.sink import BEST_MODEL, CHECKPOINT


def train(folder: Path, arguments: Mapping[str, Any], sink: PipeSink, control: Control) -> None:
    """Sleep through epochs and tell of each, as a run does."""
    plan = json.loads(arguments["source"])
    began = time.monotonic()
    kept = folder / "kept" / CHECKPOINT
    first = int(kept.read_text()) if kept.exists() else 0

    def tell(kind: str, epoch: int, **rest: Any) -> None:
        sink.event({"kind": kind, "t": time.monotonic() - began, "epoch": epoch, **rest})

    data = {path.name: path.stat().st_size for path in (folder / "data").glob("*")}
    now = {"pid": os.getpid(), "now": time.monotonic()}  # one clock for all processes of a machine
    tell("started", first, total_epochs=plan["epochs"], data=data, **now)
    if first:
        tell("resumed", first, step=first)
    for epoch in range(first, plan["epochs"]):
        end = time.monotonic() + plan["seconds"]
        while time.monotonic() < end:
            time.sleep(plan.get("deaf", 0.02))
            if control.wanted() == "pause":
                tell("paused", epoch, step=epoch)
                while control.wanted() == "pause":
                    time.sleep(0.02)
                tell("resumed", epoch, step=epoch)
            if control.wanted() == "stop":
                sink.checkpoint(epoch, {CHECKPOINT: str(epoch).encode()})
                tell("stopped", epoch, step=epoch)
                return
        if epoch == plan.get("dies"):
            os._exit(3)
        sink.checkpoint(epoch + 1, {CHECKPOINT: str(epoch + 1).encode()})
        tell("epoch", epoch, step=epoch + 1, logs={"loss": 1 / (epoch + 1)})
    sink.finished({BEST_MODEL: b"PK" + bytes(plan.get("bytes", 0))})
    tell("finished", plan["epochs"] - 1, epochs=plan["epochs"], seconds=0.0, best_epoch=0)
