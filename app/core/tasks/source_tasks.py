"""What runs inside worker processes and has to do with source; what is read is never run."""

from __future__ import annotations

from dataclasses import asdict, replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any, TypedDict

from app.core.tasks.drawn_design import drawn
from app.core.tasks.import_tasks import framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model_codegen.design.diagnostic_codes import Severity
    from model_codegen.design.diagnostics import Diagnostic
    from model_codegen.design.graph import Design, ModelGraph, Node, Operation
    from model_codegen.importers import ImportResult


_WHICH = "This text has {count} models, and {title} is the one that is drawn."


class Note(TypedDict):
    """A finding about a text; `line` counts from 1, None where it is about the whole."""

    line: int | None
    severity: Severity
    message: str


class Comparison(TypedDict):
    """What a text would make of a design.

    `patch` (RFC 6902) makes it so; None where nothing can be made of the text, which a note tells.
    `added`, `removed`, `changed` and `renamed` count calls; what is renamed is otherwise as it was.
    `analysis` is that of the design as it would be, None where nothing would change.
    """

    patch: list[dict[str, Any]] | None
    analysis: dict[str, Any] | None
    added: int
    removed: int
    changed: int
    renamed: int
    notes: list[Note]


def emit(design: Design, style: str, fold: bool, training: bool = False) -> dict[str, Any]:
    """Source in one style; where that cannot be, whatever can be written, and the reasons.

    Args:
        design: Any design.
        style: The style.
        fold: Whether repeated parts are written once.
        training: Whether it is to train the model, if the design says how.

    Returns:
        `{"text", "lines", "block_lines"}`, and `"reasons": [diagnostic, …]` if there are any. Of a
        script that trains also `"cells"`, see `notebook.cells`.
    """
    from model_codegen import emitters
    from model_codegen.design import diagnostics
    from model_codegen.design.errors import NotExpressible
    from model_codegen.emitters.training.notebook import cells

    reasons: tuple[Diagnostic, ...] = ()
    training = training and design.training is not None
    try:
        code = emitters.emit(design, style, fold=fold, with_training=training)
    except NotExpressible as error:
        reasons = error.diagnostics
        code = emitters.emit(design, style, fold=fold, unfinished=True)
    answer: dict[str, Any] = {
        "text": code.text,
        "lines": code.lines,
        "block_lines": code.block_lines,
    }
    if training and not reasons:
        answer["cells"] = [asdict(cell) for cell in cells(code.text, design.name)]
    if reasons or not code.text:
        answer["reasons"] = [diagnostics.to_json(found) for found in reasons]
    return answer


def read(text: str, model: str | None) -> ImportResult:
    """The design of a model in a text; see `model_codegen.from_source`."""
    from model_codegen import importers

    return framed(importers.from_source(text, model))


def read_piece(text: str) -> ImportResult:
    """The calls of some lines of source, or the layers of a bare list of them.

    Args:
        text: Python that need not hold a whole model: what it leaves open stays unfilled, and a
            list begins with an input of which no shape is known.
    """
    from model_codegen import importers
    from model_codegen.design.errors import DesignError

    try:
        return importers.from_source(text)
    except DesignError:
        # Layers that nothing is done with, one after the other, as in a list.
        listed = f"keras.Sequential([\n{text.strip().strip('[],')}\n])"
        try:
            found = importers.from_source(listed)
        except DesignError:
            found = None
        if found is None or len(found.design.main.nodes) < 2:
            raise
        return found


def excerpt(design: Design, graph: str, nodes: tuple[str, ...]) -> str:
    """The lines of some calls in the source of their design, in the functional style.

    Args:
        design: Any design whose source can be written.
        graph: Where the nodes are.
        nodes: Their ids.

    Raises:
        NotExpressible: If the source cannot be written.
    """
    from model_codegen import emitters
    from model_codegen.design.diagnostics import MAIN
    from model_codegen.design.errors import DesignError

    code = emitters.emit(design, "functional")
    places = code.lines if graph == MAIN else code.block_lines.get(graph, {})
    numbers = {
        line
        for node in nodes
        for first, last in places.get(node, [])
        for line in range(first, last + 1)
    }
    if not numbers:
        raise DesignError("These layers stand in no line of the source.")
    lines = code.text.splitlines()
    return dedent("\n".join(lines[number - 1] for number in sorted(numbers))) + "\n"


def compare(design: Design, text: str) -> Comparison:
    """What an edited text would change in a design.

    Args:
        design: What is on the canvas.
        text: Its source, as somebody has edited it.
    """
    from model_codegen import importers
    from model_codegen.design.difference import difference
    from model_codegen.design.errors import DesignError, LayerloomError
    from model_codegen.design.wording import quote
    from model_codegen.equivalence.kept_notes import with_remarks
    from model_codegen.equivalence.reconcile import reconciled

    try:
        result = importers.from_source(text)
    except DesignError as error:
        return nothing([note(error.reason, line=error.line)])
    except LayerloomError as error:
        return nothing([note(str(error))])
    broken = [found for found in result.diagnostics if found.code == "no-python"]
    if broken:  # what is being written is no whole yet, and nothing is to be lost of it
        return nothing([note(found.reason, line=found.line) for found in broken])
    has_data = design.training is not None and design.training.data is not None
    notes = [
        note(found.reason, found.severity, found.line)
        for found in result.diagnostics
        if not (has_data and found.alike == "data")
    ]
    likely = next((offer.title for offer in result.offers if offer.likely), None)
    if likely is not None:
        count = len(result.offers)
        notes.insert(0, note(_WHICH.format(count=count, title=quote(likely)), "advice"))
    canvas = drawn(design)
    read, analysis = canvas.read(result.design)
    for found in analysis.errors:
        lines = result.lines.get(found.graph, {})
        line = next((lines[node] for node in found.nodes if node in lines), None)
        notes.append(note(found.message, line=line))
    old, traced = canvas.design, result.traced
    new = reconciled(old, read, before=canvas.analysis, after=analysis, traced=traced)
    new = with_remarks(new, result.remarks)
    patch = difference(old, new)
    return {
        "patch": patch,
        "analysis": canvas.foreseen(new) if patch else None,
        **_counts(old, new),
        "notes": notes,
    }


def nothing(notes: list[Note]) -> Comparison:
    """The answer about a text that no design can be read from: no patch, no counts, the notes."""
    counts: _Counts = {"added": 0, "removed": 0, "changed": 0, "renamed": 0}
    return {"patch": None, "analysis": None, **counts, "notes": notes}


def note(reason: str, severity: Severity = "error", line: int | None = None) -> Note:
    """A finding as the Code panel shows it, where the line stands apart."""
    return {"line": line, "severity": severity, "message": reason[:1].upper() + reason[1:]}


class _Counts(TypedDict):
    added: int
    removed: int
    changed: int
    renamed: int


def _counts(old: Design, new: Design) -> _Counts:
    from model_codegen.design.diagnostics import MAIN
    from model_codegen.design.shared_operations import expanded

    before, after = (
        dict(_calls({MAIN: d.main, **d.models})) for d in (expanded(old), expanded(new))
    )
    changed = [key for key in after.keys() & before.keys() if after[key] != before[key]]
    renamed = sum(_nameless(after[key]) == _nameless(before[key]) for key in changed)
    return {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "changed": len(changed) - renamed,
        "renamed": renamed,
    }


def _nameless(call: tuple[Node, Operation | None]) -> tuple[Node, Operation | None]:
    from model_codegen.design.graph import Layer, SubModel

    node, operation = call
    if isinstance(operation, Layer | SubModel):
        operation = replace(operation, name="")
    return node, operation


def _calls(
    graphs: Mapping[str, ModelGraph],
) -> Iterator[tuple[tuple[str, str], tuple[Node, Operation | None]]]:
    for graph_id, graph in graphs.items():
        for node_id, node in graph.nodes.items():
            yield (graph_id, node_id), (node, graph.operations.get(node.operation))
