"""Two runs over each other, and the settings in which they differ."""

from __future__ import annotations

import streamlit as st

from app.core.runs.run import Run
from app.core.services import Services
from app.core.training import run_choice, run_comparison
from app.ui.train import curves
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads


def show(services: Services, first: Run, second: Run) -> None:
    """Draw them.

    Args:
        services: Has the runs.
        first: The older one.
        second: The newer one.
    """
    names = [f"1: {run_choice.label(first)}", f"2: {run_choice.label(second)}"]
    curves.draw(dict(zip(names, (first, second), strict=True)), "train-pair")
    try:
        designs = [loads(services.runs.store.design(run.id)) for run in (first, second)]
    except DesignError as error:
        st.caption(f"Their settings cannot be read. {error}")
        return
    rows = run_comparison.differing(*designs)
    if not rows:
        st.caption("Both have the same model and the same settings.")
        return
    st.dataframe(
        {
            "Setting": [row[0] for row in rows],
            names[0]: [row[1] for row in rows],
            names[1]: [row[2] for row in rows],
        },
        hide_index=True,
    )
