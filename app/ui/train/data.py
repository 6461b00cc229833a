"""What a design learns from: chosen by name or brought as a file, looked at, and wired."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import streamlit as st

from app.core import settings
from app.core.services import Services
from app.core.session.session import Session
from app.core.tasks import data_tasks
from app.core.training import data_menu, training_edit
from app.core.training.rewiring import rewired
from app.core.workers.job import Urgency
from app.ui.forms import bound
from app.ui.polling import until
from app.ui.train import augmentation, data_look, upload, wiring
from app.ui.worker_answer import answered
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import READ_FROM_FILES, Data, Training

_CHOICE = "train-data-choice"
_FILE_OPEN = "train-file-open"
_FILE = "file"
_RANDOM = ("random", "")


def show(session: Session, services: Services, training: Training, catalogue: Catalogue) -> None:
    """Draw the section.

    Args:
        session: Whose canvas it is.
        services: Who reads data.
        training: How its design is trained.
        catalogue: Has the layers that change images.
    """
    data = training.data
    if _arriving(session):
        return
    menu, options = st.columns([5, 2], vertical_alignment="bottom")
    with menu:
        _menu(session, services, data)
    if data is not None and data.kind == "generated" and not st.session_state.get(_FILE_OPEN):
        with options:
            _options(session, services, data)
    summary = "" if data is None or st.session_state.get(_FILE_OPEN) else data_menu.summary(data)
    if summary:
        st.caption(summary)
    if st.session_state.get(_FILE_OPEN) or (data is not None and data.kind in READ_FROM_FILES):
        upload.show(session, data, lambda *what: _ask(session, services, *what))
    if data is None:
        return
    data_look.show(services, data)
    wiring.show(session, training, data)
    augmentation.show(session, data, catalogue)


def _menu(session: Session, services: Services, data: Data | None) -> None:
    titles = data_menu.titles()
    fitting = [(entry.kind, entry.name) for entry in data_menu.fitting(session.design.name)]
    rest = [key for key in titles if key not in fitting]
    options: list[Any] = [*fitting, _FILE, *rest, _RANDOM]
    if st.session_state.get(_FILE_OPEN) or (data is not None and data.kind in READ_FROM_FILES):
        now: Any = _FILE
    else:
        now = None if data is None else (data.kind, data.name)

    def said(key: Any) -> str:
        if key is None:
            return "choose …"
        if key == _FILE:
            return "A file of your own …"
        if key == _RANDOM:
            return "Random numbers, to try whether it runs"
        title = titles.get(key, key[1])
        return f"{title} (fits)" if key in fitting else title

    def choose(key: Any) -> None:
        st.session_state[_FILE_OPEN] = key == _FILE
        if key not in (None, _FILE):
            _ask(session, services, key[0], key[1], {}, None)

    bound.choice("Learns from", now, options, choose, key="train-data", said=said)


def _options(session: Session, services: Services, data: Data) -> None:
    """The arguments of a generator."""
    bounds = data_menu.option_bounds(data.name)
    with st.popover("Size, noise …", key="train-data-options", type="tertiary"):
        for name, (low, high) in bounds.items():
            usual = data_menu.usual(data.name, name)

            def change(new: float | None, name: str = name) -> None:
                rest = {key: value for key, value in data.options.items() if key != name}
                options = rest if new is None else {**rest, name: new}
                _ask(session, services, data.kind, data.name, options, None)

            bound.number(
                name,
                data.options.get(name),
                change,
                key=f"train-data-{data.name}-{name}",
                whole=not isinstance(usual, float),
                low=low,
                high=high,
                placeholder=f"{usual:g}",
            )


def _ask(
    session: Session, services: Services, kind: Any, name: str, options: Any, path: Any
) -> None:
    """Have data described and wired; the section waits for it."""
    future = services.spare.submit(
        data_tasks.choose,
        session.design,
        kind,
        name,
        options,
        path,
        seconds=settings.IMPORT_SECONDS,
        urgency=Urgency.SOURCE,
        slot=(session.id, "data"),
    )
    st.session_state[_CHOICE] = (session.draft, future)


def _arriving(session: Session) -> bool:
    """Whether data are being read; what has arrived is taken over."""
    asked: tuple[str, Future[Data]] | None = st.session_state.get(_CHOICE)
    if asked is None:
        return False
    draft, future = asked
    if draft != session.draft:  # they were wired to the design that was here before
        del st.session_state[_CHOICE]
        return False
    if not future.done():
        until(future.done(), "The data are read …")
        return True
    del st.session_state[_CHOICE]
    found = answered(future, after="What was chosen before is as it was.")
    if found is None:
        return False
    st.session_state[_FILE_OPEN] = False
    _take(session, lambda now: rewired(found, now))
    return False


def _take(session: Session, of: Callable[[Data | None], Data]) -> None:
    training_edit.change(session, "Choose the data", lambda now: replace(now, data=of(now.data)))
    st.rerun()
