"""Counting costs, behind an analysis that is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import designs
from bench.measure import Row, milliseconds, resident_megabytes
from model_codegen.analysis import analyse
from model_codegen.costing import cost
from model_codegen.keras_bridge.keras_import import import_keras

REPEATS = 9

BUDGET = 30.0


def rows() -> Iterator[Row]:
    """Measure one row after the other."""
    import_keras()
    for title, design in (
        ("ResNet50", designs.resnet50()),
        ("EfficientNetB7", designs.efficientnet_b7()),
        ("GPT-3", designs.gpt3()),
    ):
        analysis = analyse(design)
        found = cost(design, 32, analysis=analysis)
        before = resident_megabytes()
        took = milliseconds(partial(cost, design, 32, analysis=analysis), REPEATS)
        grown = resident_megabytes() - before
        nodes = len(design.main.nodes)
        note = f"{nodes} nodes, {found.flops:,} float operations for a batch of 32"
        budget = None if title == "ResNet50" else BUDGET
        yield Row(f"cost of {title} after its analysis", took, "ms", budget, note=note)
        if title == "GPT-3":
            yield Row("memory that took", max(0.0, grown), "MB", note="no weight is made")
