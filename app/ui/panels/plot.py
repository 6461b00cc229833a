"""The Plot panel: Keras' plot_model picture."""

from __future__ import annotations

import functools
from typing import Literal

import streamlit as st

from app.core.number_text import file_stem
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks.picture_tasks import Plot, PlotOptions
from app.core.workspace.analysed import Analysed
from app.ui.polling import look_again
from app.ui.worker_answer import answered
from app.ui.zoomable_picture import zoomable


def show(session: Session, services: Services) -> None:
    """Show the picture of the last analysed design, with the options above it."""
    analysed = session.analysed
    if analysed is None:
        st.caption("The picture appears here as soon as Keras has started.")
        return
    session.plot = _options(session.plot)
    found = analysed.errors
    if found:
        st.info(
            "plot_model draws finished models only. First: " + found[0],
            icon=":material/rule:",
        )
        return
    future = panel_requests.plot(session, services, analysed, session.plot)
    late = not future.done() or future.cancelled()
    if not late:
        drawn = answered(future, "The picture could not be drawn.")
        if drawn is None:
            return
        session.shown["plot"] = drawn
    picture: Plot | None = session.shown.get("plot")
    if picture is not None:
        _draw(session, services, analysed, picture, late)
    if late:
        st.caption("Drawing …")
        look_again("plot")


def _options(options: PlotOptions) -> PlotOptions:
    with st.container(horizontal=True, vertical_alignment="center", key="plot-options"):
        chosen = st.pills(
            "Show",
            ("shapes", "dtypes", "names", "nested"),
            selection_mode="multi",
            default=[
                name for name in ("shapes", "dtypes", "names", "nested") if getattr(options, name)
            ],
            format_func={
                "shapes": "Shapes",
                "dtypes": "Dtypes",
                "names": "Names",
                "nested": "Inside blocks",
            }.__getitem__,
            key="plot-show",
            label_visibility="collapsed",
        )
        direction: Literal["TB", "LR"] = (
            st.segmented_control(
                "Direction",
                ("TB", "LR"),
                default=options.direction,
                format_func={"TB": "Down", "LR": "Across"}.__getitem__,
                key="plot-direction",
                label_visibility="collapsed",
            )
            or options.direction
        )
    return PlotOptions(
        shapes="shapes" in chosen,
        dtypes="dtypes" in chosen,
        names="names" in chosen,
        nested="nested" in chosen,
        direction=direction,
    )


def _draw(
    session: Session, services: Services, analysed: Analysed, picture: Plot, late: bool
) -> None:
    if picture.svg is None:
        st.caption(picture.note)
        st.graphviz_chart(picture.dot, width="stretch")
        return
    zoomable(picture.svg, key="plot", faded=late or session.stale)
    stem = file_stem(analysed.design.name)
    with st.container(horizontal=True, vertical_alignment="center", key="plot-downloads"):
        st.download_button(
            "PNG",
            functools.partial(_png, session, services, analysed, session.plot),
            f"{stem}.png",
            "image/png",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "SVG",
            picture.svg,
            f"{stem}.svg",
            "image/svg+xml",
            icon=":material/download:",
            on_click="ignore",
        )
        if picture.note:
            st.caption(picture.note)


def _png(session: Session, services: Services, analysed: Analysed, options: PlotOptions) -> bytes:
    return panel_requests.plot_png(session, services, analysed, options).result()
