"""The library of any build, measured in a process of its own; run as a script.

It takes the name of a directory with designs and prints a JSON object of milliseconds. It uses only
what the library offers to the public, so that it can be run on any build.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import model_codegen as mc

REPEATS = 9


def main(directory: Path) -> None:
    """Measure what `library` has rows for."""
    mc.summary(mc.gallery.load("mlp"))
    taken = {}
    for name in ("resnet50", "efficientnetb7"):
        design = mc.load(directory / f"{name}.json")
        taken[f"analyse {name}"] = _milliseconds(mc.analyse, design)
        edited = [_with_units(directory / f"{name}.json", 900 + step) for step in range(REPEATS)]
        taken[f"edit {name}"] = statistics.median(
            _milliseconds(mc.analyse, other) for other in edited
        )
        taken[f"summary {name}"] = _milliseconds(mc.summary, design)
    design = mc.load(directory / "resnet50.json")
    for style in ("functional", "subclass"):
        taken[f"emit {style}"] = statistics.median(
            _milliseconds(mc.emit, design, style) for _ in range(REPEATS)
        )
    taken["analyse gpt3"] = _milliseconds(mc.analyse, mc.load(directory / "gpt3.json"))
    print(json.dumps(taken))


def _milliseconds(action: Callable[..., Any], *arguments: Any) -> float:
    gc.collect()
    start = time.perf_counter()
    action(*arguments)
    return (time.perf_counter() - start) * 1000


def _with_units(file: Path, units: int) -> Any:
    """The design with another width of its last layer: what one edit in the inspector does."""
    document = json.loads(file.read_text(encoding="utf-8"))
    document["main"]["operations"]["predictions"]["config"]["units"] = units
    return mc.loads(json.dumps(document))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
