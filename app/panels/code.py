"""The Code panel: source in the chosen style."""

from __future__ import annotations

import functools
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from app import requests
from app.figures import file_stem
from app.polling import wait_for
from app.services import Services
from app.session import Session
from app.tasks import TaskError
from app.workers import WorkerLostError
from components.code_view import Code, code_view, style_of

KEY = "code"

HEIGHT = 640
"""Pixels, where the style sheet does not make it fill the window."""

STYLES = ("sequential", "functional", "subclass")

PATIENCE = 0.15
"""Seconds that a run waits for source before it leaves the waiting to a fragment."""


@dataclass(frozen=True)
class _View:
    style: str
    name: str
    answer: dict[str, Any]


def show(session: Session, services: Services) -> None:
    """Show the source of the last analysed design; an older one, marked so, until it is there."""
    analysed = session.analysed
    if analysed is None:
        st.caption("The source appears here as soon as Keras has started.")
        return
    future = requests.source(session, services, analysed, session.style)
    late = False
    try:
        answer = future.result(timeout=PATIENCE)
        session.shown["code"] = _View(session.style, analysed.design.name, answer)
    except (NotYetError, CancelledError):
        late = True
    except (TaskError, WorkerLostError) as error:
        st.error(f"The source could not be written. {error}")
        return
    view: _View | None = session.shown.get("code")
    if view is not None:
        _mount(session, view, stale=late or session.stale)
    if late:
        wait_for(future.done)


def _mount(session: Session, view: _View, stale: bool) -> None:
    answer = view.answer
    code_view(
        {
            "style": view.style,
            "styles": STYLES,
            "code": cast("Code", answer) if "text" in answer else None,
            "reasons": answer.get("reasons", []),
            "filename": f"{file_stem(view.name)}.py",
            "stale": stale,
        },
        key=KEY,
        height=HEIGHT,
        on_style=functools.partial(_choose, session),
    )


def _choose(session: Session) -> None:
    style = style_of(KEY)
    if style in STYLES:
        session.style = style
