"""What runs inside worker processes and has to do with source; what is read is never run."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model_codegen.graph import Design, ModelGraph
    from model_codegen.importers import ImportResult


class Note(TypedDict):
    """A finding about a text; `line` counts from 1, None where it is about the whole."""

    line: int | None
    severity: str
    message: str


class Comparison(TypedDict):
    """What a text would make of a design.

    `patch` (RFC 6902) makes it so; None where nothing can be made of the text, which a note tells.
    `added`, `removed` and `changed` count calls.
    """

    patch: list[dict[str, Any]] | None
    added: int
    removed: int
    changed: int
    notes: list[Note]


def emit(design: Design, style: str, fold: bool) -> dict[str, Any]:
    """Source in one style, or the reasons why there is none.

    Returns:
        `{"text", "lines", "block_lines"}`, or `{"reasons": [diagnostic, …]}`.
    """
    from model_codegen import emitters
    from model_codegen.errors import NotExpressible

    try:
        code = emitters.emit(design, style, fold=fold)
    except NotExpressible as error:
        return {"reasons": [asdict(diagnostic) for diagnostic in error.diagnostics]}
    return {"text": code.text, "lines": code.lines, "block_lines": code.block_lines}


def read(text: str, model: str | None) -> ImportResult:
    """The design of a model in a text; see `model_codegen.from_source`."""
    from model_codegen import importers

    return importers.from_source(text, model)


def compare(design: Design, text: str) -> Comparison:
    """What an edited text would change in a design.

    Args:
        design: What is on the canvas.
        text: Its source, as somebody has edited it.
    """
    from model_codegen import importers
    from model_codegen.analysis import analyse
    from model_codegen.errors import LayerloomError
    from model_codegen.importers.source import NO_PYTHON
    from model_codegen.reconcile import reconciled

    try:
        result = importers.from_source(text)
    except LayerloomError as error:
        return {"patch": None, "added": 0, "removed": 0, "changed": 0, "notes": [note(str(error))]}
    broken = [found.message for found in result.diagnostics if found.code == NO_PYTHON]
    if broken:  # what is being written is no whole yet, and nothing is to be lost of it
        notes = [note(message.replace(", and passed over", "")) for message in broken]
        return {"patch": None, "added": 0, "removed": 0, "changed": 0, "notes": notes}
    notes = [note(found.message, found.severity) for found in result.diagnostics]
    for found in analyse(result.design).errors:
        lines = result.lines.get(found.graph, {})
        line = next((lines[node] for node in found.nodes if node in lines), None)
        notes.append({"line": line, "severity": "error", "message": found.message})
    new = reconciled(design, result.design)
    added, removed, changed = _counts(design, new)
    return {
        "patch": _patch(design, new),
        "added": added,
        "removed": removed,
        "changed": changed,
        "notes": notes,
    }


def note(message: str, severity: str = "error") -> Note:
    """A finding whose message may tell its line."""
    found = re.match(r"Line (\d+): (.*)", message, re.DOTALL)
    if found is not None:
        text = found[2]
        message = text[:1].upper() + text[1:]
    else:
        found = re.search(r"\(line (\d+)\)", message)
    return {"line": int(found[1]) if found else None, "severity": severity, "message": message}


def _patch(old: Design, new: Design) -> list[dict[str, Any]]:
    from model_codegen.serialization import to_json

    before, after = to_json(old), to_json(new)
    return [
        {"op": "replace", "path": f"/{key}", "value": after[key]}
        for key in after
        if after[key] != before[key]
    ]


def _counts(old: Design, new: Design) -> tuple[int, int, int]:
    from model_codegen.diagnostics import MAIN

    before, after = (dict(_calls({MAIN: d.main, **d.models})) for d in (old, new))
    return (
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        sum(after[key] != before[key] for key in after.keys() & before.keys()),
    )


def _calls(graphs: Mapping[str, ModelGraph]) -> Iterator[tuple[tuple[str, str], Any]]:
    for graph_id, graph in graphs.items():
        for node_id, node in graph.nodes.items():
            yield (graph_id, node_id), (node, graph.operations.get(node.operation))
