"""Parts of a drawing as Python text: layers that are pasted, and selected ones as source."""

from __future__ import annotations

import json
from typing import Any

from app.core import settings
from app.core.session import importing
from app.core.session.page_state import Import
from app.core.session.session import Session
from app.core.tasks import source_tasks
from app.core.workers.job import Urgency
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.importers.import_result import ImportResult

MOST_NODES = 10_000
"""The most nodes of which source is asked for."""


def begin(session: Session, message: dict[str, Any]) -> bool:
    """Have a worker read or write what a command from the canvas names.

    Args:
        session: Whose canvas it is.
        message: See `components.live_protocol.Command`.

    Returns:
        Whether it is such a command.
    """
    match message:
        case {"command": "piece", "text": str(text)}:
            future = importing.submit(session, source_tasks.read_piece, text)
            importing.expect(session, Import("Reading what was pasted", future, _given(session)))
        case {"command": "excerpt", "graph": str(graph), "text": str(text)}:
            nodes = _names(text)
            design = session.design
            future = session.services.spare.submit(
                source_tasks.excerpt,
                design,
                graph,
                nodes,
                seconds=settings.EMIT_SECONDS,
                urgency=Urgency.SHAPES,
                slot=(session.id, "excerpt"),
            )

            def take(found: str) -> None:
                session.given = {"excerpt": found}

            importing.expect(session, Import("Writing it as Python", future, take))
        case _:
            return False
    return True


def _given(session: Session) -> Any:
    """What puts a piece that was read at the page's disposal."""

    def take(result: ImportResult) -> None:
        session.given = {"piece": to_json(result.design)}

    return take


def _names(text: str) -> tuple[str, ...]:
    """The node ids of a list as JSON; none of anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(one for one in found[:MOST_NODES] if isinstance(one, str))
