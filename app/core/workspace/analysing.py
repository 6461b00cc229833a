"""Keeping up with a document: every revision is analysed, and whoever looks is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Any

from app.core import settings
from app.core.services import Services
from app.core.tasks import analysis_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspace import Workspace
from model_codegen.design.patches import Operations

Failed = Callable[[Workspace, str], None]
"""What is done with the sentence where no analysis came."""


def ask(workspace: Workspace, services: Services, failed: Failed) -> None:
    """Have the newest revision analysed; an older request that still waits is superseded."""
    with workspace.lock:
        document = workspace.document
        rev, design, value = document.rev, document.design, document.value
        request = workspace.request = services.shapes.submit(
            analysis_tasks.analyse,
            design,
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SHAPES,
            slot=(workspace.epoch, "analyse"),
        )

    def arrived(future: Future[dict[str, Any]]) -> None:
        take(workspace, services, future, Analysed(rev, design, value, {}), failed)

    request.add_done_callback(arrived)


def take(
    workspace: Workspace,
    services: Services,
    future: Future[dict[str, Any]],
    of: Analysed,
    failed: Failed,
) -> None:
    """Take an analysis in, unless a newer one has been asked for."""
    sentence = ""
    with workspace.lock:
        if workspace.request is not future:
            return
        workspace.request = None
        try:
            workspace.analysed = replace(of, result=future.result())
        except CancelledError:
            return  # The server is closing.
        except (TaskError, WorkerLostError) as error:
            sentence = f"The shapes could not be computed. {error}"
    if sentence:
        failed(workspace, sentence)
    workspace.changed()


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
    """Whether a patch moves things on the canvas and changes nothing else."""
    return all(
        operation["path"].startswith("/positions/")
        and operation.get("from", "/positions/").startswith("/positions/")
        for operation in patch
    )
