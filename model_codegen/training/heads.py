"""What a run has to know of a design's heads, from the document alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from model_codegen.design.graph import Design
from model_codegen.design.head_names import head_names


@dataclass(frozen=True)
class Heads:
    """The heads of a design.

    Attributes:
        names: In order; empty if no design is known.
        losses: By name the class of the loss: `"BinaryCrossentropy"`. Heads without one are left
            out.
    """

    names: tuple[str, ...] = ()
    losses: dict[str, str] = field(default_factory=dict)


def heads_of(design: Design | None) -> Heads:
    """The heads of a design that says how it is trained."""
    if design is None or design.training is None:
        return Heads()
    names = tuple(name for name, _ in head_names(design))
    losses = {
        name: str(head.loss.get("class_name", "")).rpartition(".")[2]
        for name, head in design.training.heads.items()
        if head.loss is not None and name in names
    }
    # In the order of the outputs: what is learnt may be given by order alone.
    return Heads(names, {name: losses[name] for name in names if name in losses})


def total_epochs(design: Design | None) -> int | None:
    """How many epochs there are, all stages together; None if no design tells."""
    training = design.training if design is not None else None
    if training is None:
        return None
    return sum(stage.epochs for stage in training.stages) or training.epochs
