"""What edited code of custom layers would change in a design. The text is read, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from app.core.tasks.source_tasks import Comparison, Note, note, nothing
from model_codegen.design import patches
from model_codegen.design.custom_code import CustomCode, read_code
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer
from model_codegen.design.wording import listing, quote


def compare(design: Design, text: str) -> Comparison:
    """What a text in the place of a design's code would change.

    The layers of a class that is renamed follow it. Of a class that is changed, what was recorded
    of its layers is forgotten: only another build tells what they return now.

    Args:
        design: What is on the canvas.
        text: Its code, as somebody has edited it.
    """
    before, after = read_code(design.code), read_code(text)
    if after.problem:
        return nothing([note(after.problem, line=after.line)])
    if text == design.code:
        return {**nothing([]), "patch": []}
    renamed = _renamed(before, after)
    changed = {
        name
        for name in before.classes
        if _substance(before, name) != _substance(after, renamed.get(name, name))
    }
    patch: list[dict[str, Any]] = []
    if design.code:
        patch.append({"op": "test", "path": "/code", "value": design.code})
    patch.append(patches.add("/code", text) if text.strip() else {"op": "remove", "path": "/code"})
    followed, orphans = 0, list[str]()
    for place, layer in _placeholders(design):
        name = renamed.get(layer.class_name, layer.class_name)
        if name != layer.class_name:
            patch.append(patches.replace(f"{place}/class_name", name))
            followed += 1
        if layer.class_name in changed and name in after.classes:
            patch += _forgotten(place, layer)
        elif layer.class_name in before.classes and name not in after.classes:
            orphans.append(layer.name)
    added = len(after.classes) - len(set(before.classes) & set(after.classes)) - len(renamed)
    removed = len(before.classes) - len(set(before.classes) & set(after.classes)) - len(renamed)
    return {
        "patch": patch,
        "analysis": None,
        "added": max(added, 0),
        "removed": max(removed, 0),
        "changed": len(changed & {name for name in before.classes if name in after.classes}),
        "renamed": len(renamed),
        "notes": _notes(orphans),
    }


def _notes(orphans: list[str]) -> list[Note]:
    if not orphans:
        return []
    named = listing([quote(name) for name in orphans], 3)
    many = len(orphans) > 1
    what = "are placeholders" if many else "is a placeholder"
    return [
        note(f"{named} would lose {'their' if many else 'its'} class and {what} then", "warning")
    ]


def _placeholders(design: Design) -> Iterator[tuple[str, Layer]]:
    """Every placeholder of a design, with the JSON pointer to it."""
    for graph_id, graph in ((MAIN, design.main), *design.models.items()):
        for key, operation in graph.operations.items():
            if isinstance(operation, Layer) and operation.recorded is not None:
                yield patches.graph_pointer(graph_id, "operations", key), operation
    for key, operation in design.operations.items():
        if isinstance(operation, Layer) and operation.recorded is not None:
            yield patches.pointer("operations", key), operation


def _forgotten(place: str, layer: Layer) -> list[dict[str, Any]]:
    if layer.recorded is None or not (layer.recorded.outputs or layer.recorded.params):
        return []
    return [
        patches.replace(
            f"{place}/recorded", {"outputs": [], "params": 0, "reason": layer.recorded.reason}
        )
    ]


def _renamed(before: CustomCode, after: CustomCode) -> Mapping[str, str]:
    """By old name of a class: the new one, where it is plain which one that is."""
    gone = [name for name in before.classes if name not in after.classes]
    new = [name for name in after.classes if name not in before.classes]
    if len(gone) == len(new) == 1:
        return {gone[0]: new[0]}
    bodies = {name: _body(after, name) for name in new}
    found: dict[str, str] = {}
    for name in gone:
        body = _body(before, name)
        alike = [other for other in new if bodies[other] == body and other not in found.values()]
        if len(alike) == 1:
            found[name] = alike[0]
    return found


def _body(code: CustomCode, name: str) -> str:
    """What a class does, without what it is called."""
    where = code.classes[name]
    lines = code.text.split("\n")[where.first - 1 : where.last]
    [node] = ast.parse("\n".join(lines)).body
    if isinstance(node, ast.ClassDef):
        node.name = "_"
    return ast.unparse(node)


def _substance(code: CustomCode, name: str) -> str:
    """All that a class needs, without comments and layout; empty if there is no such class."""
    needed = code.needed([name])
    return ast.unparse(ast.parse("\n".join((*needed.imports, *needed.statements))))
