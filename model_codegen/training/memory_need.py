"""Whether a batch fits into memory, estimated before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.analysis import Analysis, analyse
from model_codegen.costing.cost_result import Cost
from model_codegen.costing.design_cost import SLOTS, cost
from model_codegen.costing.dimensions import CostError, open_dimensions
from model_codegen.design.graph import Design
from model_codegen.design.head_names import input_names
from model_codegen.design.training import Training
from model_codegen.execution.build import size
from model_codegen.training.failures import TrainingError


def check_memory(design: Design, ceiling: int) -> None:
    """Refuse a batch for which training would take too much.

    It is an estimate: weights, gradients, what the optimizer keeps, and the tensors that the
    backward pass needs (`Cost.known_training_bytes`). What is not known of a design counts as
    nothing.

    Args:
        design: A design with `training`; nothing is said of one without.
        ceiling: Bytes that training may take.

    Raises:
        TrainingError: With both figures and the largest batch that fits.
    """
    training = design.training
    if training is None:
        return
    # Without its training, of whose losses and metrics the analysis would make and call each.
    analysis = analyse(replace(design, training=None))
    try:
        found = cost(
            design,
            training.batch_size,
            _sizes(design, analysis, training),
            training=True,
            optimizer=_optimizer(training),
            analysis=analysis,
            partial=True,
            strict=False,
        )
    except CostError:
        return
    if found.known_training_bytes <= ceiling:
        return
    needed = f"Training with batches of {training.batch_size:,} takes about"
    needed += f" {size(found.known_training_bytes)}, and {size(ceiling)} are there for it"
    most = _largest(found, ceiling)
    if most:
        raise TrainingError(f"{needed}; the largest batch that fits is {most:,}.")
    raise TrainingError(
        f"{needed}; it does not fit with a single sample either, for its weights and what is kept "
        "of them are too large. Take the script to a larger machine."
    )


def _largest(found: Cost, ceiling: int) -> int:
    """The largest batch that fits, below the one that does not; 0 if there is none."""
    low, high = 0, found.batch
    while found.recount is not None and high - low > 1:
        middle = (low + high) // 2
        graph = found.recount(middle, found.dims)
        fixed = found.param_bytes + found.gradient_bytes + found.optimizer_bytes
        if fixed + max(graph.kept_bytes, graph.activation_bytes) <= ceiling:
            low = middle
        else:
            high = middle
    return low


def _optimizer(training: Training) -> str:
    """The optimizer as `cost` has it; one that it does not know counts as Adam, the hungriest."""
    name = str(training.optimizer.get("class_name", "")).rpartition(".")[2].lower()
    config = training.optimizer.get("config", {})
    if name == "sgd" and isinstance(config, Mapping) and config.get("momentum"):
        return "momentum"
    return name if name in SLOTS else "adam"


def _sizes(design: Design, analysis: Analysis, training: Training) -> dict[str, int]:
    """What the data make of the dimensions that the design leaves open."""
    if training.data is None:
        return {}
    names = {node: name for name, node in input_names(design)}
    found = {}
    for dimension in open_dimensions(design, analysis):
        feed = training.data.inputs.get(names.get(dimension.node, ""))
        facts = training.data.fields.get(feed.fields[0]) if feed and feed.fields else None
        if facts is not None and dimension.axis <= len(facts.shape):
            found[dimension.name] = facts.shape[dimension.axis - 1]
    return found
