"""Keeping up with a document: every revision is analysed, and whoever looks is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Any

from app.core import metrics, settings
from app.core.services import Services
from app.core.tasks import analysis_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspace import Workspace
from model_codegen.design.patches import Operations
from model_codegen.design.patching import patched

Failed = Callable[[Workspace, str], None]
"""What is done with the sentence where no analysis came."""


def ask(workspace: Workspace, services: Services, failed: Failed, anew: bool = False) -> None:
    """Have the newest revision analysed; an older request that still waits is superseded.

    Shapes come first; fixes that take a while to try come after them.

    Args:
        workspace: The draft.
        services: The worker, which remembers what it has analysed: it gets what was changed since.
        failed: Told where no analysis comes.
        anew: Whether it gets the whole design.
    """
    with workspace.lock:
        document, before = workspace.document, workspace.analysed
        rev, name = document.rev, secrets.token_hex(8)
        of = Analysed(rev, document.design, document.value, {}, name, rev)
        known = before is not None and before.known_as and not anew
        changes = document.since(before.known_rev) if before is not None and known else None
        how = _how(workspace, Urgency.SHAPES)
        request: Future[Any]
        if before is None or changes is None:
            before = None
            request = services.shapes.submit(analysis_tasks.analyse, of.design, name, True, **how)
        else:
            patch = [operation for change in changes for operation in change.patch]
            request = services.shapes.submit(
                analysis_tasks.follow, before.known_as, name, patch, **how
            )
        workspace.request = request

    def arrived(future: Future[Any]) -> None:
        if not take(workspace, future, of, before, failed):
            ask(workspace, services, failed, anew=True)
        elif (analysed := workspace.analysed) is not None and analysed.known_as == name:
            mend(workspace, services, analysed)

    request.add_done_callback(arrived)


def mend(workspace: Workspace, services: Services, analysed: Analysed) -> None:
    """Have the fixes tried that are untried, a few at a time, as long as nothing is more urgent.

    Args:
        workspace: The draft.
        services: The worker that has analysed it.
        analysed: Its newest analysis.
    """
    name = secrets.token_hex(8)
    with workspace.lock:
        if not analysed.untried or workspace.request is not None:
            return
        request: Future[Any] = services.shapes.submit(
            analysis_tasks.mended, analysed.known_as, name, **_how(workspace, Urgency.SOURCE)
        )
        workspace.request = request

    def arrived(future: Future[Any]) -> None:
        with workspace.lock:
            now = workspace.analysed
            if workspace.request is not future:
                return
            workspace.request = None
            # Without an answer, for whatever reason, there are no fixes until the next edit.
            if future.cancelled() or future.exception() is not None or now is None:
                return
            answer = future.result()
            if answer is None or now.known_as != analysed.known_as:
                return
            if answer:
                now = replace(now, result=patched(now.result, answer), known_as=name)
                workspace.analysed = now
        if answer:
            workspace.changed()
        mend(workspace, services, now)

    request.add_done_callback(arrived)


def _how(workspace: Workspace, urgency: Urgency) -> dict[str, Any]:
    return {
        "seconds": settings.ANALYSE_SECONDS,
        "urgency": urgency,
        "slot": (workspace.epoch, "analyse"),
    }


def take(
    workspace: Workspace,
    future: Future[Any],
    of: Analysed,
    before: Analysed | None,
    failed: Failed,
) -> bool:
    """Take an analysis in, unless a newer one has been asked for.

    Args:
        workspace: The draft.
        future: The answer.
        of: What it is of; its result is not known yet.
        before: The analysis of which the answer is a change, if it is one.
        failed: Told where there is none.

    Returns:
        Whether that is all; if not, the worker did not remember `before`.
    """
    sentence = ""
    with workspace.lock:
        if workspace.request is not future:
            return True
        try:
            answer = future.result()
            if before is not None and answer is None:
                return False
            result = answer if before is None else patched(before.result, answer)
            workspace.analysed = replace(of, result=result)
            metrics.ANALYSES.labels("done").inc()
        except CancelledError:
            return True  # Superseded just now, or the server is closing.
        except (TaskError, WorkerLostError) as error:
            sentence = f"The shapes could not be computed. {error}"
            metrics.ANALYSES.labels("failed").inc()
        workspace.request = None
    if sentence:
        failed(workspace, sentence)
    workspace.changed()
    return True


def keep(workspace: Workspace) -> bool:
    """Let the analysis stand for the newest revision, which differs in places only.

    Returns:
        Whether it does; not where it is of an older one, or not there yet.
    """
    with workspace.lock:
        analysed, document = workspace.analysed, workspace.document
        if analysed is None or analysed.rev != document.rev - 1:
            return False
        workspace.analysed = replace(
            analysed, rev=document.rev, design=document.design, value=document.value
        )
        return True


def is_of_places(patch: Operations) -> bool:
    """Whether a patch changes what lies where on the canvas, its frames, or what is written there.

    None of that means anything to Keras.
    """
    paths = (operation.get(end) for operation in patch for end in ("path", "from"))
    tops = {path.partition("/")[2].partition("/")[0] for path in paths if path is not None}
    return tops <= {"positions", "frames", "comments"}
