"""What there is to say of the operations that a design's graphs share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jsonpointer import unescape

from model_codegen.design import patches
from model_codegen.design.config_references import held
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.graph import Design, Op, SubModel
from model_codegen.design.patches import fix
from model_codegen.design.shared_operations import is_object, shared_calls
from model_codegen.design.wording import listing, quote


def unused_operations(design: Design) -> Iterator[Diagnostic]:
    """Warn of operations of the design that no graph calls and no layer has as an argument.

    Args:
        design: As it is stored, not expanded.
    """
    called = [key for key, places in shared_calls(design).items() if places]
    roots = [*design.main.operations.values()]
    roots += [o for graph in design.models.values() for o in graph.operations.values()]
    roots += [design.operations[key] for key in called]
    used = {*called, *held(design, roots)}
    for key, operation in sorted(design.operations.items()):
        if key not in used:
            name = quote(operation.function if isinstance(operation, Op) else operation.name)
            message = f"Nothing calls the shared {name}: it is left out of the code"
            change = fix(f"Remove {name}", [patches.remove(patches.pointer("operations", key))])
            yield Diagnostic("unused-node", "warning", message, fix=change, alike="shared")


def saved_apart(design: Design) -> Iterator[Diagnostic]:
    """Tell that Keras does not load a saved Functional model that shares across borders.

    Source: findings/keras_layer_shared_across_nested_model.sh. What stands several times in one
    layer, such as a cell in a stack, it does load.

    Args:
        design: As it is stored, not expanded.
    """
    graphs = {MAIN: design.main, **design.models}
    instances = Counter(
        operation.model
        for graph in graphs.values()
        for operation in graph.operations.values()
        if isinstance(operation, SubModel)
    )
    places: Counter[str] = Counter()
    for key, calls in shared_calls(design).items():
        places[key] = sum(max(1, instances[graph_id]) for graph_id in calls)
    holders = [(g, o) for g, graph in graphs.items() for o in graph.operations.values()]
    for graph_id, operation in holders:
        for key in dict.fromkeys(held(design, [operation])):
            places[key] += max(1, instances[graph_id])
    names = [
        quote(operation.name)
        for key, operation in sorted(design.operations.items())
        if places[key] > 1 and is_object(operation) and not isinstance(operation, Op)
    ]
    if names:
        message = (
            f"{listing(names)} {'are objects' if len(names) > 1 else 'is one object'} in several "
            "places. Keras does not load the saved file of a Functional or Sequential model that "
            "shares so; that of subclass source it loads, and weights alone always"
        )
        yield Diagnostic("sharing-lost", "advice", message)


def in_design(design: Design, found: Diagnostic) -> Diagnostic:
    """A finding whose change finds the design's operations where they are stored.

    Args:
        design: As it is stored, not expanded.
        found: What was found in the expanded design. Where it removes such an operation from one
            graph, the operation stays for the others.
    """
    if found.fix is None:
        return found
    others = tuple(_of_design(design, change) for change in found.others)
    return replace(found, fix=_of_design(design, found.fix), others=others)


def _of_design(design: Design, change: Fix) -> Fix:
    steps = [_moved(design, step) for step in change.patch]
    return replace(change, patch=tuple(step for step in steps if step is not None))


def _moved(design: Design, change: dict[str, Any]) -> dict[str, Any] | None:
    steps = [unescape(step) for step in change["path"].split("/")[1:]]
    rest = steps[1:] if steps[:1] == [MAIN] else steps[2:]
    if len(rest) < 2 or rest[0] != "operations" or rest[1] not in design.operations:
        return change
    graph = design.main if steps[0] == MAIN else design.models.get(steps[1])
    if steps[0] not in (MAIN, "models") or graph is None or rest[1] in graph.operations:
        return change
    called = any(node.operation == rest[1] for node in graph.nodes.values())
    if not called:
        return change
    if change["op"] == "remove" and len(rest) == 2:
        return None
    return {**change, "path": patches.pointer(*rest)}
