"""Heads that are to compare two things, and by their form cannot."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.training_facts import OutputFacts, TrainingFacts, found
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import Layer, Node, TensorRef
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import arguments, references
from model_codegen.design.wording import listing, quote

DENSE = "keras.layers.Dense"
CONCATENATE = "keras.layers.Concatenate"

YES_OR_NO = ("BinaryCrossentropy", "BinaryFocalCrossentropy", "Hinge", "SquaredHinge")

UNITS = 64
"""Of the layer that is proposed, where the width of what it compares is not known."""


def check_comparisons(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of a Dense head right behind the outputs of one shared layer, side by side.

    What such a head computes before its activation is a sum of a number for the one and a number
    for the other. No two such numbers are large together exactly where both are alike: with
    g(a) + h(a) > 0 and g(b) + h(b) > 0, one of g(a) + h(b) and g(b) + h(a) is above 0, too. So
    it guesses whether two are the same, however long it is trained.
    """
    for output in facts.trained:
        twins = _twins(facts, output) if output.loss_name in YES_OR_NO else None
        if twins:
            yield _finding(facts, output, *twins)


def _twins(facts: TrainingFacts, output: OutputFacts) -> tuple[TensorRef, list[TensorRef]] | None:
    """The concatenation before a Dense head, and the calls of one shared layer in it."""
    head = _called(facts, output.node, DENSE)
    sources = references(head) if head else []
    joined = _called(facts, sources[0].node, CONCATENATE) if len(sources) == 1 else None
    parts = references(joined) if joined else []
    operations = {facts.design.main.nodes[part.node].operation for part in parts}
    nodes = {part.node for part in parts}
    return (sources[0], parts) if len(nodes) > 1 and len(operations) == 1 else None


def _called(facts: TrainingFacts, node_id: str, class_name: str) -> Node | None:
    """A call of a layer of a class in the main graph; None if it is of anything else."""
    main = facts.design.main
    node = main.nodes.get(node_id)
    operation = node and operation_of(facts.design, main, node.operation)
    is_one = isinstance(operation, Layer) and operation.class_name == class_name
    return node if is_one else None


def _finding(
    facts: TrainingFacts, output: OutputFacts, joined: TensorRef, parts: list[TensorRef]
) -> Diagnostic:
    main = facts.design.main
    what = listing([quote(part.node) for part in parts])
    spec = facts.analysis.nodes[parts[0].node].outputs
    width = spec[0].shape[-1] if spec and spec[0].shape else None
    name = patches.fresh(main, "compare")
    layer = Layer(DENSE, name, {"units": width or UNITS, "activation": "relu"})
    places = [
        (output.node, path) for path, leaf in arguments(main.nodes[output.node]) if leaf == joined
    ]
    title = f"Put a Dense({width or UNITS}) before {output.called}"
    fix = patches.fix(title, patches.insert_layer(MAIN, main, layer, joined, places))
    message = (
        f"{output.called} adds up what each of {what} says alone, so it can learn which they are "
        "and never whether they are alike: put a Dense layer with an activation before it"
    )
    return found("cannot-compare", "warning", message, output.node, fixes=[fix])
