"""Calls that cannot be made for what their block is given, or how often it is repeated."""

from __future__ import annotations

from model_codegen.analysis.call_outcome import Failure, Problem
from model_codegen.analysis.nested_models import Definition
from model_codegen.design.expanded_graph import Use
from model_codegen.design.graph import Node
from model_codegen.design.traversal import flattened
from model_codegen.design.wording import quote


def flawed(use: Use, node_id: str, node: Node) -> Failure | None:
    """Why a call cannot be worked out, if the expansion of the design has found that.

    Args:
        use: What the graph was drawn as.
        node_id: The call.
        node: The same.
    """
    found = (*use.flaws.get(node.operation, ()), *use.call_flaws.get(node_id, ()))
    problems = [Problem(f.code, _named(f.argument, f.text), f.argument or None) for f in found]
    return Failure(tuple(problems)) if problems else None


def _named(argument: str, text: str) -> str:
    """What is wrong, with the argument that it is about, unless it says that by itself."""
    begins = text.startswith("is ") or not argument or quote(argument) in text
    return text if begins else f"{quote(argument)}: {text}"


def unchained(definition: Definition, name: str) -> Failure | None:
    """Why a block cannot be repeated, if it does not return as many tensors as it takes.

    Args:
        definition: The block.
        name: How messages call it.
    """
    taken, returned = len(flattened(definition.graph.inputs)), len(flattened(definition.outputs))
    if taken == returned:
        return None
    text = (
        f"{quote(name)} cannot be repeated: it takes {_count(taken)} and returns {returned}, "
        "and each repeat takes what the one before it returns"
    )
    return Failure.of("invalid-repeat", text)


def _count(number: int) -> str:
    return "1 tensor" if number == 1 else f"{number} tensors"
