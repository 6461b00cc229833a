"""The Code panel: source in the chosen style, which can be edited."""

from __future__ import annotations

import functools
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from app.core.number_text import file_stem
from app.core.services import Services
from app.core.session import consent, panel_requests
from app.core.session.canvas_exchange import SourceEdit
from app.core.session.session import Session
from app.core.source_styles import source_styles
from app.core.tasks.source_tasks import Comparison, note, nothing
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.ui.polling import wait_for
from components.code_view import Code, Reading, code_view, edited_of, fold_of, style_of

KEY = "code"

HEIGHT = 640
"""Pixels, where the style sheet does not make it fill the window."""

PATIENCE = 0.15
"""Seconds that a run waits for source before it leaves the waiting to a fragment."""


@dataclass(frozen=True)
class _View:
    style: str
    fold: bool
    name: str
    rev: int
    seq: int
    answer: dict[str, Any]


def show(session: Session, services: Services) -> None:
    """Show the source of the last analysed design; an older one, marked so, until it is there."""
    analysed = session.analysed
    if analysed is None:
        st.caption("The source appears here as soon as Keras has started.")
        return
    future = panel_requests.source(session, services, analysed, session.style, session.fold)
    comparing = _comparing(session, services)
    late = False
    try:
        answer = future.result(timeout=PATIENCE)
        name = analysed.design.name
        session.shown["code"] = _View(
            session.style, session.fold, name, analysed.rev, analysed.seq, answer
        )
    except (NotYetError, CancelledError):
        late = True
    except (TaskError, WorkerLostError) as error:
        st.error(f"The source could not be written. {error}")
        return
    view: _View | None = session.shown.get("code")
    reading = _reading(session, comparing)
    if view is not None:
        _mount(session, view, reading, stale=late or session.stale)
    waited: list[Future[Any]] = [future] if late else []
    if comparing is not None and reading is None:
        waited.append(comparing)
    if waited:
        wait_for(lambda: any(future.done() for future in waited))


def _comparing(session: Session, services: Services) -> Future[Comparison] | None:
    edit = session.source_edit
    return None if edit is None else panel_requests.comparison(session, services, edit.text)


def _reading(session: Session, comparing: Future[Comparison] | None) -> Reading | None:
    """What the edited source would change; None while that is not known."""
    edit = session.source_edit
    if comparing is None or edit is None:
        return None
    try:
        found = comparing.result(timeout=PATIENCE)
    except (NotYetError, CancelledError):
        return None
    except (TaskError, WorkerLostError) as error:
        found = nothing([note(str(error))])
    consent.typed_in_source(session, found["patch"])
    return {"id": edit.id, **found}


def _mount(session: Session, view: _View, reading: Reading | None, stale: bool) -> None:
    answer = view.answer
    code_view(
        {
            "style": view.style,
            "styles": [
                {"name": style.name, "title": style.title} for style in source_styles().values()
            ],
            "fold": view.fold,
            "code": cast("Code", answer) if "text" in answer else None,
            "reasons": answer.get("reasons", []),
            "filename": f"{file_stem(view.name)}.py",
            "rev": view.rev,
            "seq": view.seq,
            "stale": stale,
            "reading": reading,
        },
        key=KEY,
        height=HEIGHT,
        on_style=functools.partial(_choose, session),
        on_fold=functools.partial(_fold, session),
        on_edited=functools.partial(_edit, session),
    )


def _choose(session: Session) -> None:
    style = style_of(KEY)
    if style is not None and style in source_styles():
        session.style = style


def _fold(session: Session) -> None:
    fold = fold_of(KEY)
    if isinstance(fold, bool):
        session.fold = fold


def _edit(session: Session) -> None:
    match edited_of(KEY):
        case {"id": int(number), "text": str(text)}:
            session.source_edit = SourceEdit(number, text)
        case {"text": None}:
            session.source_edit = None
