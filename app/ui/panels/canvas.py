"""The canvas and its conversation with the browser."""

from __future__ import annotations

import functools
from dataclasses import asdict
from datetime import UTC
from typing import Any, Literal, cast

from app.core.custom import class_entries
from app.core.services import Services
from app.core.session import building, consent, editing, importing
from app.core.session.analysed import Analysed
from app.core.session.session import Session
from app.ui import panel_tabs, session_state
from components.model_canvas import (
    CanvasData,
    Change,
    Choice,
    Custom,
    Offer,
    SaveState,
    Worker,
    command_of,
    edit_of,
    model_canvas,
)
from model_codegen.design.fileformat.serialization import to_json

KEY = "canvas"

HEIGHT = 720
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session, services: Services) -> None:
    """Mount the canvas with what it has to know."""
    model_canvas(
        _data(session, services),
        key=KEY,
        height=HEIGHT,
        on_edit=functools.partial(_edit, session, services),
        on_command=functools.partial(_command, session, services),
    )


def _edit(session: Session, services: Services) -> None:
    message = edit_of(KEY)
    if message is not None:
        editing.take_edit(session, services, message)


def _command(session: Session, services: Services) -> None:
    message = command_of(KEY)
    if message is None:
        return
    if message.get("type") == "edit_code":
        session_state.open_panel(panel_tabs.CUSTOM)
    else:
        known = importing.begin(session, services, dict(message))
        if not known:
            editing.take_command(session, services, message)


def _data(session: Session, services: Services) -> CanvasData:
    analysed = session.analysed
    notice = session.notice
    current = analysed is not None and analysed.rev == session.rev
    return {
        "session": session.id,
        "rev": session.rev,
        "seq": session.seq,
        "doc": None if session.acknowledged else to_json(session.design),
        "analysis": {
            "rev": analysed.rev,
            "seq": analysed.seq,
            "result": _result(session, services, analysed),
        }
        if analysed is not None and current
        else None,
        "worker": _worker(services),
        "notice": {"id": notice.id, "severity": notice.severity, "text": notice.text}
        if notice
        else None,
        "saved": _saved(session),
        "busy": session.coming.what if session.coming else None,
        "change": _change(session),
        "choice": _choice(session),
        "custom": _custom(session, services),
    }


def _change(session: Session) -> Change | None:
    change = session.change
    if change is None:
        return None
    return {
        "id": change.id,
        "title": change.title,
        "patch": change.patch,
        "silent": change.silent,
    }


def _choice(session: Session) -> Choice | None:
    choice = session.choice
    if choice is None:
        return None
    return {
        "id": choice.id,
        "name": choice.name,
        "models": [cast("Offer", asdict(one)) for one in choice.models],
    }


def _result(session: Session, services: Services, analysed: Analysed) -> dict[str, Any]:
    """The analysis, with what a build of custom layers has found."""
    found = building.findings(session, services, analysed)
    return {**analysed.result, "diagnostics": found}


def _custom(session: Session, services: Services) -> Custom:
    return {
        "entries": class_entries.to_json(session.design.code),
        "consent": consent.state(session, services),
        "building": building.stage(session),
    }


def _worker(services: Services) -> Worker:
    state = services.shapes.state
    status: Literal["warming", "ready", "restarted", "failed"] = state.status
    return {"state": status, "message": state.message}


def _saved(session: Session) -> SaveState | None:
    at = session.saved_at.replace(tzinfo=UTC).isoformat() if session.saved_at else None
    if session.save_problem:
        return {"state": session.save_problem, "at": at}
    return {"state": "saved", "at": at} if at else None
