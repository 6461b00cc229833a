"""What a design's own layers return and weigh: found by reading their code, or else by running it.

They are built as soon as that is needed and their code may run.

What comes of it goes into the document as a change that is no step of the history: it was found
out of the design as it is.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.core import settings
from app.core.limits.limits import LimitError
from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import custom_layers_task, followed_layers_task
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError
from app.core.workspace.analysed import Analysed
from model_codegen.design import diagnostics, patches
from model_codegen.design.custom_layers import custom_layers
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import operation_to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Recorded
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import references
from model_codegen.design.wording import quote

if TYPE_CHECKING:
    from model_codegen.execution.recorded_layers import RecordedLayers

Place = tuple[str, str]
"""A graph's id and an operation's in it."""


def update(session: Session, services: Services) -> None:
    """Find out what is not known of the custom layers of the design on the canvas.

    Their code is followed first, which runs nothing; where that does not tell, they are built if
    their code may run. What was found becomes a change of the document. The same layers with the
    same inputs are built once: a failure is not tried again until something changes. It is called
    whenever something has changed, in any thread, and never waits.

    Args:
        session: Whose canvas it is.
        services: The results, and what the user has agreed to.
    """
    analysed = session.analysed
    if analysed is None or session.stale or not analysed.design.code or session.readonly:
        return
    wanted = unbuilt(analysed)
    if not wanted:
        return
    followed = _followed(session, services, analysed, wanted)
    if followed is not session.workspace.following:
        session.workspace.following = followed
        followed.add_done_callback(lambda _: session.changed())
    if not followed.done() or followed.cancelled():
        return
    if not followed.exception() and _change(session, analysed, followed.result()):
        return
    future = services.results.find(_key(analysed))
    if future is None:
        trusted = consent.trusted(session, services, analysed.design)
        if trusted:
            _start(session, services, analysed, trusted)
    elif future.done() and not future.exception():
        _change(session, analysed, future.result().recorded)


def pending(session: Session) -> Future[Any] | None:
    """What is under way for the custom layers, if anything is."""
    build = None if session.workspace.build is None else session.workspace.build.future
    following = session.workspace.following
    return next((one for one in (following, build) if one and not one.done()), None)


def stage(session: Session) -> str:
    """What is being done for the custom layers, in words for the page; empty if nothing is."""
    following = session.workspace.following
    if following is not None and not following.done():
        return "Reading the code of your layers"
    return "Building your layers" if is_running(session) else ""


def needs_run(session: Session, services: Services) -> bool:
    """Whether only running their code tells what is not known of custom layers."""
    analysed = session.analysed
    if analysed is None or session.stale:
        return False
    wanted = unbuilt(analysed)
    followed = services.results.find(("followed layers", analysed.model_digest))
    return bool(wanted) and followed is not None and followed.done()


def again(session: Session, services: Services) -> None:
    """Build the custom layers again, although nothing has changed."""
    if session.analysed is not None:
        services.results.forget(_key(session.analysed))
        update(session, services)


def is_running(session: Session) -> bool:
    """Whether a build is under way."""
    build = session.workspace.build
    return build is not None and not build.future.done()


def failures(session: Session, services: Services) -> list[Diagnostic]:
    """What could not be built of the design as it is."""
    analysed = session.analysed
    if analysed is None or not analysed.design.code:
        return []
    future = services.results.find(_key(analysed))
    if future is None or not future.done():
        return []
    error = future.exception()
    if error is not None:
        if not isinstance(error, (TaskError, WorkerLostError)):
            raise error
        return [
            _failure(*place, analysed.design, f"{_class(analysed, *place)} is not built: {error}")
            for place in unbuilt(analysed)
        ]
    found: RecordedLayers = future.result()
    return [
        replace(
            _failure(one.graph, one.operation, analysed.design, one.message),
            line=one.line,
            reason=one.reason or one.message,
        )
        for one in found.failures
    ]


def findings(session: Session, services: Services, analysed: Analysed) -> list[dict[str, Any]]:
    """The diagnostics of an analysis as JSON, with what a build of custom layers found.

    That a layer is to be built is not said of one that could not be.
    """
    found: list[dict[str, Any]] = analysed.result["diagnostics"]
    failed = [diagnostics.to_json(one) for one in failures(session, services)]
    if not failed:
        return found
    places = {(one["graph"], node) for one in failed for node in one["nodes"]}
    rest = [
        one
        for one in found
        if one["code"] != "custom-code" or (one["graph"], *one["nodes"][:1]) not in places
    ]
    return [*failed, *rest]


def _class(analysed: Analysed, graph_id: str, operation_id: str) -> str:
    layer = _graph(expanded(analysed.design), graph_id).operations[operation_id]
    return quote(layer.class_name) if isinstance(layer, Layer) else quote(operation_id)


def _followed(
    session: Session, services: Services, analysed: Analysed, wanted: list[Place]
) -> Future[Any]:
    return services.results.get(
        ("followed layers", analysed.model_digest),
        lambda: services.shapes.submit(
            followed_layers_task.follow,
            analysed.design,
            wanted,
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SHAPES,
            slot=(session.workspace.epoch, "followed layers"),
        ),
    )


def _change(session: Session, analysed: Analysed, found: Any) -> bool:
    """Write down what was found, if it is anything new."""
    patch = _patch(analysed.design, found)
    if not patch:
        return False
    try:
        session.workspaces.edit(session.workspace, patch, author=session.id, silent=True)
    except DesignError:
        return False  # It was of a design that has changed since.
    return True


def _start(session: Session, services: Services, analysed: Analysed, trusted: str) -> None:
    workspace = session.workspace
    if workspace.build is not None:
        workspace.build.cancel()
    try:
        services.limits.take(session.owner, "builds")
    except LimitError as error:
        refused: Future[Any] = Future()
        refused.set_exception(TaskError(str(error)))
        services.results.get(_key(analysed), lambda: refused)
        return
    run = services.lone_jobs.start(
        custom_layers_task.record, (analysed.design, trusted), settings.CUSTOM_BUILD_SECONDS
    )
    workspace.build = run
    services.results.get(_key(analysed), lambda: run.future)
    run.future.add_done_callback(lambda _: session.changed())
    session.changed()


def _key(analysed: Analysed) -> tuple[str, str]:
    return "custom layers", analysed.layers_digest


def unbuilt(analysed: Analysed) -> list[Place]:
    """The custom layers of which is not known what they return with their inputs of now.

    Those whose inputs are not known either are left out: they are for later.
    """
    design = expanded(analysed.design)
    return [
        (graph_id, operation_id)
        for graph_id, operation_id in places(design)
        if _is_unbuilt(design, analysed.result, graph_id, operation_id)
    ]


def places(design: Design) -> list[Place]:
    """Every custom layer of a design, in the graphs that call it."""
    return [
        (graph_id, operation_id)
        for graph_id, own in custom_layers(expanded(design)).items()
        if graph_id
        for operation_id in own
    ]


def _is_unbuilt(design: Design, result: dict[str, Any], graph_id: str, operation_id: str) -> bool:
    graph = _graph(design, graph_id)
    layer = graph.operations[operation_id]
    if not isinstance(layer, Layer) or layer.recorded is None:
        return False
    inputs = _inputs(graph, result["graphs"].get(graph_id, {}), operation_id)
    return inputs is not None and not _is_recorded(layer.recorded, inputs)


def _inputs(
    graph: ModelGraph, result: dict[str, Any], operation_id: str
) -> list[tuple[tuple[int | None, ...], str]] | None:
    """What the first call of a layer takes; None if it has no call, or that is not known."""
    calls = result.get("operations", {}).get(operation_id, {}).get("calls", [])
    if not calls:
        return None
    found = []
    for reference in references(graph.nodes[calls[0]]):
        outputs = result["nodes"].get(reference.node, {}).get("outputs") or []
        if reference.index >= len(outputs):
            return None
        spec = outputs[reference.index]
        found.append((tuple(spec["shape"]), spec["dtype"]))
    return found or None


def _is_recorded(recorded: Recorded, inputs: list[tuple[tuple[int | None, ...], str]]) -> bool:
    return bool(recorded.outputs) and inputs == [
        (tuple(spec.shape), spec.dtype) for spec in recorded.inputs
    ]


def _graph(design: Design, graph_id: str) -> ModelGraph:
    return design.main if graph_id == MAIN else design.models[graph_id]


def _patch(design: Design, found: Any) -> list[dict[str, Any]]:
    """What was recorded, as a patch that fits only a design whose layers are what they were."""
    patch: list[dict[str, Any]] = []
    tests: list[dict[str, Any]] = [{"op": "test", "path": "/code", "value": design.code}]
    for graph_id, layers in found.items():
        for operation_id, recorded in layers.items():
            graph = _graph(design, graph_id)
            own = operation_id in graph.operations
            holder = graph.operations if own else design.operations
            layer = holder.get(operation_id)
            if not isinstance(layer, Layer) or layer.recorded == recorded:
                continue
            place = (
                patches.graph_pointer(graph_id, "operations", operation_id)
                if own
                else patches.pointer("operations", operation_id)
            )
            before = operation_to_json(layer)
            tests += [
                {"op": "test", "path": f"{place}/{key}", "value": before[key]}
                for key in ("class_name", "config", "dtype")
            ]
            after = operation_to_json(replace(layer, recorded=recorded))
            patch.append(patches.replace(f"{place}/recorded", after["recorded"]))
    return [*tests, *patch] if patch else []


def _failure(graph_id: str, operation_id: str, design: Design, message: str) -> Diagnostic:
    graph = _graph(design, graph_id)
    nodes = tuple(
        sorted(key for key, node in graph.nodes.items() if node.operation == operation_id)
    )
    return Diagnostic("custom-layer-failed", "error", message, nodes[:1], graph=graph_id)
