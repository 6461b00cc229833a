"""Stages to begin with, and the layers that they may freeze."""

from __future__ import annotations

from app.core.training.training_words import total_epochs
from model_codegen.design.graph import Design, Layer, Operation, SubModel
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.training import Stage, Training
from model_codegen.design.traversal import is_application, order

LOWER = 1e-5
"""The rate at which what was trained before is trained on."""

LAST = 30
"""So many layers of an application are set free in the recipe."""


def layers(design: Design) -> list[str]:
    """The names of what a stage may freeze: layers and blocks of the main graph, in order."""
    return [
        operation.name
        for operation in _operations(design)
        if isinstance(operation, SubModel)
        or (isinstance(operation, Layer) and operation.class_name != "keras.Input")
    ]


def deep_layers(design: Design) -> list[str]:
    """Those of them that have layers of their own: applications and blocks."""
    return [
        operation.name
        for operation in _operations(design)
        if isinstance(operation, SubModel) or is_application(operation)
    ]


def recipe(design: Design, training: Training) -> tuple[Stage, ...]:
    """First all that is not an application or block, then the last layers of these, too."""
    deep = deep_layers(design)
    epochs = max(1, total_epochs(training) // 2)
    return (
        Stage("train the head", epochs, dict.fromkeys(deep, False)),
        Stage("fine-tune", epochs, dict.fromkeys(deep, LAST), LOWER),
    )


def further(training: Training) -> Stage:
    """One more stage."""
    return Stage(f"stage {len(training.stages) + 1}", max(1, training.epochs // 2))


def _operations(design: Design) -> list[Operation]:
    nodes = design.main.nodes
    found = {
        nodes[node].operation: operation
        for node in order(design.main)
        if (operation := operation_of(design, design.main, nodes[node].operation)) is not None
    }
    return list(found.values())
