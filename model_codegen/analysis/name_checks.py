"""What is wrong with the names in a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

from model_codegen.design import patches
from model_codegen.design.diagnostic_codes import Severity
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import INPUT_CLASS, Layer, ModelGraph, Op
from model_codegen.design.model_names import LONGEST_NAME, is_plain, may_stand_first, stem
from model_codegen.design.patches import fix, fresh, fresh_names, graph_pointer
from model_codegen.design.wording import quote

_REFUSED = (
    "builds, but TensorFlow refuses it once the model runs: "
    "use only letters from a to z, digits and . _ -"
)

_BEGINS = {
    MAIN: "builds, but TensorFlow refuses it in `predict`",
    "block": "does for a function, but TensorFlow refuses it in the class of a block, which "
    "subclass source needs",
}
"""By where a name stands: what comes of one that begins otherwise."""


def check_names(
    graph: ModelGraph, graph_id: str, called: Mapping[str, Sequence[str]], used: Set[str]
) -> Iterator[Diagnostic]:
    """Find names that Keras or TensorFlow refuses, and such as are used twice.

    Args:
        graph: The graph.
        graph_id: Its id.
        called: The calls of each operation that has some, in order.
        used: The inputs and the calls that reach an output; the others' names matter less.
    """
    if graph_id == MAIN:
        yield from _model_name(graph)
    calls: dict[str, str] = {}
    place = None if graph_id == MAIN else "block"
    owners: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for operation_id, operation in graph.operations.items():
        if isinstance(operation, Op) or operation_id not in called:
            continue
        nodes = called[operation_id]
        node_id = nodes[0]
        if len(nodes) > 1:
            node_id = next((each for each in reversed(nodes) if each in used), node_id)
        calls[operation_id] = node_id
        is_input = isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
        if node_id in used or is_input:
            first = owners.setdefault(operation.name, operation_id)
            if first != operation_id:
                several.setdefault(operation.name, [first]).append(operation_id)
        if found := _flaw(operation.name, not is_input, None if is_input else place):
            text, is_error, flaw = found
            free = fresh(graph, stem(operation.name) or "layer")
            yield Diagnostic(
                "illegal-name",
                "error" if is_error and node_id in used else "warning",
                text,
                (node_id,),
                graph_id,
                fix(f"Rename it {free}", patches.rename(graph_id, operation_id, free)),
                alike=flaw,
            )
    for name in owners if several else ():
        if operations := several.get(name):
            yield _twice(graph, graph_id, name, [(o, calls[o]) for o in sorted(operations)])


def _model_name(graph: ModelGraph) -> Iterator[Diagnostic]:
    if found := _flaw(graph.name, True, MAIN):
        text, is_error, _ = found
        free = stem(graph.name) or "model"
        change = fix(f"Rename it {free}", [patches.replace(graph_pointer(MAIN, "name"), free)])
        severity: Severity = "error" if is_error else "warning"
        message = f"As the model's name, {text[:1].lower()}{text[1:]}"
        yield Diagnostic("illegal-name", severity, message, (), MAIN, change)


def _twice(
    graph: ModelGraph, graph_id: str, name: str, owners: list[tuple[str, str]]
) -> Diagnostic:
    others = [operation_id for operation_id, _ in owners[1:]]
    renamed = list(zip(others, fresh_names(graph, name), strict=False))
    free = renamed[0][1]
    message = (
        f"The name {quote(name)} is used {len(owners)} times: "
        f"every layer of a model needs a name of its own, such as {quote(free)}"
    )
    title = f"Rename it {free}" if len(renamed) == 1 else f"Rename {len(renamed)} of them"
    operations = [step for o, new in renamed for step in patches.rename(graph_id, o, new)]
    nodes = tuple(node_id for _, node_id in owners[::-1])
    return Diagnostic("duplicate-name", "error", message, nodes, graph_id, fix(title, operations))


@lru_cache(8192)
def _flaw(name: str, scoped: bool, first: str | None) -> tuple[str, bool, str] | None:
    """What is wrong with a name: in a sentence, whether it is an error, and which flaw it is.

    Args:
        name: The name.
        scoped: Whether TensorFlow's operations are called after it.
        first: The key in `_BEGINS` of where it stands first in their names, if it does.
    """
    if is_plain(name):
        if first is None or may_stand_first(name):
            return None
        text = f"{quote(name)} {_BEGINS[first]}: let it begin with a letter or a digit"
        return text, False, "beginning"
    if not name.strip():
        return "An empty name names nothing: give it one that can be seen", True, "empty"
    if "/" in name:
        return f"{quote(name)} has a slash, which no name in Keras may have", True, "slash"
    if len(name) > LONGEST_NAME or not name.isprintable():
        text = f"{quote(name)} is no name: take at most {LONGEST_NAME} visible characters"
        return text, True, "unprintable"
    return (f"{quote(name)} {_REFUSED}", False, "refused") if scoped else None
