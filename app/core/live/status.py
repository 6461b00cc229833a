"""What a page shows besides the document, its analysis and its source."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import Literal, cast

from app.core.custom import class_entries
from app.core.session import building, consent, importing
from app.core.session.session import Session
from components.status_protocol import Choice, Custom, Notice, Offer, Saved, Status, Worker


def status(session: Session) -> Status:
    """All of it, as it is now."""
    coming = session.coming
    return {
        "worker": _worker(session),
        "notice": _notice(session),
        "saved": _saved(session),
        "busy": coming.what if coming else None,
        "choice": _choice(session),
        "custom": _custom(session),
        "remarks": importing.remarks(session),
        "windows": session.workspace.windows,
        "readonly": session.readonly,
        "withdrawn": session.closed,
    }


def news(before: Status, now: Status) -> Status:
    """What is new in it."""
    old = {**before}
    new = {key: value for key, value in now.items() if key not in old or old[key] != value}
    return cast("Status", new)


def _worker(session: Session) -> Worker:
    state = session.services.shapes.state
    kind: Literal["warming", "ready", "restarted", "failed"] = state.status
    return {"state": kind, "message": state.message}


def _notice(session: Session) -> Notice | None:
    notice = session.notice
    if notice is None:
        return None
    return {"id": notice.id, "severity": notice.severity, "text": notice.text}


def _saved(session: Session) -> Saved:
    workspace = session.workspace
    at = workspace.saved_at
    return {
        "rev": workspace.saved_rev,
        "at": at.replace(tzinfo=UTC).isoformat() if at else None,
        "problem": workspace.save_problem,
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


def _custom(session: Session) -> Custom:
    code = session.design.code
    return {
        "entries": class_entries.to_json(code) if code else [],
        "consent": consent.state(session, session.services) if code else "none",
        "building": building.stage(session),
    }
