"""Models that come from Keras: read in a worker, while the design on the canvas stays as it is."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer

from app.core import metrics, settings
from app.core.session import documents
from app.core.session.page_state import Choice, Import
from app.core.session.session import Session
from app.core.tasks import import_tasks, source_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError
from model_codegen.design import diagnostics, patches
from model_codegen.design.custom_layers import names_in_use
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import INPUT_CLASS, Design, Layer
from model_codegen.design.shared_operations import expanded
from model_codegen.design.wording import listing, quote

if TYPE_CHECKING:
    from model_codegen.importers import ImportResult

MOST_NAMED = 3
"""The most placeholders that a notice names; of more it says how many there are."""


def begin(session: Session, message: dict[str, Any]) -> bool:
    """Have a worker read what a command from the canvas names.

    Args:
        session: Whose canvas it is.
        message: See `components.live_protocol.Command`.

    Returns:
        Whether it is such a command. Another import of this session that still runs is given up.
    """
    match message:
        case {"command": "import", "text": str(text), "name": str(name)}:
            what = f"Reading {name[:80]}"
            future = submit(session, import_tasks.import_config, text)

            def take(result: ImportResult) -> None:
                _put(session, result, name[:80], f"importing {name[:80]}")

        case {"command": "application", "name": str(name)}:
            what = f"Building {name[:80]} without weights"
            future = submit(session, import_tasks.import_application, name)

            def take(result: ImportResult) -> None:
                _put(session, result, "", f"opening {name[:80]}")

        case {"command": "source", "text": str(text), "name": str(name)}:
            _read(session, text, name[:80], None)
            return True

        case {"command": "choose", "name": str(model)}:
            choice = session.choice
            session.choice = None
            if choice is not None and any(one.name == model for one in choice.models):
                _read(session, choice.text, choice.name, model)
            session.changed()
            return True

        case {"command": "open_up", "graph": str(graph), "operation": str(operation)}:
            before, workspace = session.design, session.workspace
            what = "Opening it up"
            future = submit(session, import_tasks.open_up, before, graph, operation)

            def take(result: ImportResult) -> None:
                patch = _opened(before, result.design, graph, operation)
                try:
                    session.workspaces.edit(workspace, patch, author=session.id, title="Open it up")
                except DesignError:
                    session.notify(
                        "warning", "The design has changed since, so it was not opened up."
                    )
                workspace.remarks = (*workspace.remarks, *_left_out(result))

        case _:
            return False
    expect(session, Import(what, future, take))
    return True


def _read(session: Session, text: str, name: str, model: str | None) -> None:
    """Have a worker read source; of several models in it the user is asked for one."""
    future = submit(session, source_tasks.read, text, model)

    def take(result: ImportResult) -> None:
        if model is None and len(result.offers) > 1:
            session.choice = Choice(secrets.token_hex(4), name, text, result.offers)
        else:
            _put(session, result, "", f"importing {name}")

    expect(session, Import(f"Reading {name}", future, take))


def expect(session: Session, coming: Import) -> None:
    """Say what is being read, and put it on the canvas when it is there.

    That takes a while for a large model: no process waits for it.
    """
    session.coming = coming
    session.changed()

    def arrived(_: Future[Any]) -> None:
        threading.Thread(target=_arrive, args=(session, coming), name="import").start()

    coming.future.add_done_callback(arrived)


def _arrive(session: Session, coming: Import) -> None:
    """Put what was read on the canvas, or say why not; another that was begun since comes first."""
    if session.coming is not coming:
        return
    try:
        coming.take(coming.future.result())
    except CancelledError:
        pass
    except (TaskError, WorkerLostError, DesignError) as error:
        session.notify("error", f"{error} The design on the canvas is as it was.")
    finally:
        if session.coming is coming:
            session.coming = None
    session.changed()


def remarks(session: Session) -> list[dict[str, Any]]:
    """What an import left out, as JSON; without findings on nodes that are gone by now."""
    graphs = {MAIN: session.design.main, **session.design.models}
    return [
        diagnostics.to_json(found)
        for found in session.workspace.remarks
        if found.graph in graphs and all(node in graphs[found.graph].nodes for node in found.nodes)
    ]


def submit(
    session: Session, task: Callable[..., ImportResult], *arguments: Any
) -> Future[ImportResult]:
    """Have a worker read something; another import of this session is given up."""
    metrics.IMPORTS.inc()
    return session.services.spare.submit(
        task,
        *arguments,
        seconds=settings.IMPORT_SECONDS,
        urgency=Urgency.SHAPES,
        slot=(session.id, "import"),
    )


def _put(session: Session, result: ImportResult, file: str, cause: str) -> None:
    remarks = _left_out(result)
    documents.put(session, result.design, cause).remarks = remarks
    told = [f"{file} is open: its drawing; weights are not part of a drawing."] if file else []
    placeholders = [d for d in result.diagnostics if d.category == "placeholder"]
    told += _told_of_placeholders(result.design, placeholders)
    told += _told_of_classes(result.design)
    left_out = sum(found.severity != "advice" for found in remarks)
    if left_out:
        count = "One thing was" if left_out == 1 else f"{left_out:,} things were"
        told.append(f"{count} left out: see Problems.")
    told += _told_of_shapes(result.design)
    if told:
        session.notify("warning" if placeholders or left_out else "info", " ".join(told))


def _told_of_shapes(design: Design) -> list[str]:
    """Source often leaves the shape of what goes in to the data."""
    open_ones = [
        quote(operation.name)
        for operation in design.main.operations.values()
        if isinstance(operation, Layer)
        and operation.class_name == INPUT_CLASS
        and not any(operation.config.get(key) is not None for key in ("shape", "batch_shape"))
    ]
    if not open_ones:
        return []
    named = listing(open_ones, MOST_NAMED)
    return [f"The shape of what goes in depends on data: select {named} and set it."]


def _told_of_classes(design: Design) -> list[str]:
    """A text's own layer classes are kept as they are."""
    names = sorted(names_in_use(design))
    if not names:
        return []
    many = len(names) > 1
    return [
        f"{listing([quote(name) for name in names], MOST_NAMED)} {'are' if many else 'is'} kept as "
        f"{'custom layers: select one' if many else 'a custom layer: select it'} and press Edit "
        "code. Nothing of the code has run."
    ]


def _told_of_placeholders(design: Design, found: Sequence[Diagnostic]) -> list[str]:
    if not found:
        return []
    design = expanded(design)
    graphs = {MAIN: design.main, **design.models}
    if len(found) > MOST_NAMED:
        return [f"{len(found):,} layers are placeholders, drawn dashed: see Problems."]
    names = []
    for diagnostic in found:
        graph = graphs[diagnostic.graph]
        operation = graph.operations[graph.nodes[diagnostic.nodes[0]].operation]
        names.append(quote(getattr(operation, "name", diagnostic.nodes[0])))
    if len(names) == 1:
        return [f"{names[0]} is a placeholder, drawn dashed: its inspector says why."]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return [f"{listed} are placeholders, drawn dashed: their inspectors say why."]


def _left_out(result: ImportResult) -> tuple[Diagnostic, ...]:
    """What an import did not keep; lines that are no Python in one finding.

    A page around the code has many such lines.
    """
    found = [d for d in result.diagnostics if d.category == "left-out"]
    prose = [d for d in found if d.code == "no-python"]
    if len(prose) > 1:
        lines = listing([str(d.line) for d in prose], 12)
        message = f"These lines are no Python, and passed over: {lines}"
        prose = [Diagnostic("no-python", "warning", message)]
    return (*prose, *(d for d in found if d.code != "no-python"))


def _opened(before: Design, after: Design, graph: str, operation: str) -> list[dict[str, Any]]:
    """The patch that replaces one operation by a block, if it is still what it was."""
    old, new = to_json(before), to_json(after)
    own = before.main if graph == MAIN else before.models[graph]
    place = (
        patches.graph_pointer(graph, "operations", operation)
        if operation in own.operations
        else patches.pointer("operations", operation)
    )
    found = JsonPointer(place)
    return [
        *(
            {"op": "test", "path": f"{place}/{key}", "value": found.resolve(old)[key]}
            for key in ("class_name", "config")
        ),
        *(
            patches.add(patches.pointer("models", key), model)
            for key, model in new["models"].items()
            if key not in old["models"]
        ),
        *_frames_added(old, new),
        patches.replace(place, found.resolve(new)),
    ]


def _frames_added(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    """The patch that adds the frames of graphs that had none."""
    before, after = old.get("frames", {}), new.get("frames", {})
    added = {key: frames for key, frames in after.items() if key not in before}
    if not before:
        return [patches.add("/frames", added)] if added else []
    return [patches.add(patches.pointer("frames", key), own) for key, own in added.items()]
