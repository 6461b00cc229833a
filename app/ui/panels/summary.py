"""The Summary panel: totals, a table of layers, and Keras' own text."""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from app.core import layer_table, number_text
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.workspace.analysed import Analysed
from app.ui.panels import costs
from app.ui.polling import look_again
from app.ui.worker_answer import answered
from model_codegen.design.diagnostics import MAIN


def show(session: Session, services: Services) -> None:
    """Show what is known of the last analysed design; a draft with errors has a table too."""
    analysed = session.analysed
    if analysed is None:
        st.caption("The summary appears here as soon as Keras has started.")
        return
    if session.stale:
        st.caption("Of the design before your last change; updating …")
    _totals(analysed)
    _missing(analysed)
    _table(analysed)
    costs.show(session, services, analysed)
    if not analysed.errors:
        _text(panel_requests.summary(session, services, analysed))


def _totals(analysed: Analysed) -> None:
    graph = analysed.result["graphs"][MAIN]
    incomplete = any(item["weights"] is None for item in graph["operations"].values())
    total = number_text.counted(graph["total_params"], "parameter")
    st.markdown(
        f"#### {'At least ' if incomplete and analysed.errors else ''}{total}\n"
        f"{number_text.count(graph['trainable_params'])} trainable · "
        f"{number_text.count(graph['non_trainable_params'])} not trainable · "
        f"{number_text.memory(graph['bytes'])} of weights"
    )


def _missing(analysed: Analysed) -> None:
    found = analysed.errors
    if not found:
        return
    st.warning(
        "Keras cannot summarise this yet: "
        + number_text.first_of(found)
        + " The table shows what is known.",
        icon=":material/rule:",
    )


def _table(analysed: Analysed) -> None:
    rows = layer_table.rows(analysed.design, analysed.result)
    if not rows:
        st.caption("No layers yet.")
        return
    shared = any(row.calls > 1 for row in rows)
    table = {
        "Layer": [row.name for row in rows],
        "Class": [row.kind for row in rows],
        "Output": [row.output for row in rows],
        "Parameters": [row.params for row in rows],
    }
    if shared:
        table["Calls"] = [row.calls for row in rows]
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            "Parameters": st.column_config.NumberColumn(
                format="localized", help="Counted once, however often the layer is called"
            ),
            "Calls": st.column_config.NumberColumn(
                help="A layer called more than once is shared: one set of weights"
            ),
        },
    )


def _text(future: Future[str]) -> None:
    if not future.done():
        st.caption("Keras is writing its summary …")
        look_again("summary")
        return
    text = answered(future, "Keras' summary could not be written.")
    if text is None:
        return
    with st.container(key="summary-text"):
        st.code(text, language=None)
