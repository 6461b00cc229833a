"""Calls that cannot be made for what their block is given, or how often it is repeated."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.call_outcome import Failure, Problem
from model_codegen.analysis.nested_models import Definition
from model_codegen.design import patches
from model_codegen.design.block_uses import Flaw
from model_codegen.design.diagnostics import Fix
from model_codegen.design.expanded_graph import Use
from model_codegen.design.graph import Node
from model_codegen.design.patches import fix, graph_pointer
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
    said = not argument or argument == "repeat" or quote(argument) in text
    return text if said else f"{quote(argument)}: {text}"


def mended(use: Use, graph_id: str, operation_id: str, problem: Problem) -> Iterator[Fix]:
    """Changes of what a block is given, if there is an obvious one.

    Args:
        use: What the graph was drawn as.
        graph_id: Its id.
        operation_id: The operation that cannot be worked out.
        problem: Why not.
    """
    for flaw in use.flaws.get(operation_id, ()):
        if (flaw.code, flaw.argument or None) != (problem.code, problem.argument):
            continue
        where = [graph_id, "operations", operation_id]
        match flaw:
            case Flaw("invalid-repeat", _, "repeat", better):
                title = "Have it once" if better == 1 else f"Repeat it {better:,} times"
                yield fix(title, [patches.replace(graph_pointer(*where, "repeat"), better)])
            case Flaw("unknown-parameter", _, argument, better):
                gone = graph_pointer(*where, "arguments", argument)
                if better is not None:
                    there = graph_pointer(*where, "arguments", better)
                    move = {"op": "move", "from": gone, "path": there}
                    yield fix(f"Give it as {quote(better)}", [move])
                yield fix(f"Leave out {quote(argument)}", [patches.remove(gone)])
            case Flaw("invalid-expression", _, argument, str(better)):
                for holder in ("config", "arguments"):
                    there = graph_pointer(*where, holder, argument, "expression")
                    yield fix(f"Write {quote(better)}", [patches.replace(there, better)])


def unchained(definition: Definition) -> Failure | None:
    """Why a block cannot be repeated, if it does not return as many tensors as it takes.

    Args:
        definition: The block.
    """
    taken, returned = len(flattened(definition.graph.inputs)), len(flattened(definition.outputs))
    if taken == returned:
        return None
    text = (
        f"cannot be repeated: it takes {_count(taken)} and returns {returned}, "
        "and each repeat takes what the one before it returns"
    )
    return Failure.of("invalid-repeat", text)


def _count(number: int) -> str:
    return "1 tensor" if number == 1 else f"{number} tensors"
