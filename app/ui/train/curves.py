"""The curves of runs, drawn by the browser over each other."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.core.runs.run import ENDED, Run


def draw(runs: Mapping[str, Run], key: str) -> None:
    """Draw runs by what they are called; the page is run again when one has another state.

    Args:
        runs: In the order of their colours.
        key: Streamlit key, constant.
    """
    # Here, for a component needs a running Streamlit.
    from components.training_curves import training_curves

    training_curves(
        [
            {"id": run.id, "name": name, "state": run.state, "live": run.state not in ENDED}
            for name, run in runs.items()
        ],
        key=key,
        # Nothing is to be done but to draw the page again.
        on_news=lambda: st.session_state[key],
    )
