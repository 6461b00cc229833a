"""What came of a run: confusion or residuals of each head, and what it says of samples."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.core.number_text import code
from app.core.runs.run import Run
from app.core.services import Services
from app.core.session.session import Session
from app.core.training import charts, result_tables
from app.ui.train.section import section
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.training import Training


def show(session: Session, services: Services, run: Run) -> None:
    """Draw the results of a run, if it has any."""
    found = services.runs.store.results(run.id)
    if not found or not found.get("heads"):
        return
    count = found.get("count", 0)
    line = f"on {count:,} validation samples, with the best weights"
    with section("results", "Results", line) as is_open:
        if not is_open:
            return
        training = loads(services.runs.store.design(run.id)).training or Training()
        for name, head in found["heads"].items():
            _head(name, head, training)
        _samples(found.get("samples", []), training)


def _head(name: str, head: dict[str, Any], training: Training) -> None:
    if head["kind"] == "confusion":
        wrong = result_tables.worst(head, result_tables.class_names(training, name))
        st.markdown(
            f"{code(name)}: **{head['accuracy']:.1%}** right"
            + (f". Most often taken for another: {wrong}" if wrong else "")
        )
        if "matrix" in head:
            _confusion(name, head["matrix"], result_tables.class_names(training, name))
    else:
        r2 = "" if head.get("r2") is None else f", R² {head['r2']:.3f}"
        st.markdown(f"{code(name)}: off by **{head['mean_absolute']:.4g}** on average{r2}")
        _residuals(name, head)


def _confusion(name: str, matrix: list[list[int]], names: list[str]) -> None:
    st.vega_lite_chart(
        charts.confusion(matrix, names),
        key=f"train-confusion-{name}",
        alt="Confusion matrix: a row for each class as it is, a column for each as it was said.",
    )


def _residuals(name: str, head: dict[str, Any]) -> None:
    left, right = st.columns(2)
    with left:
        st.vega_lite_chart(
            charts.scatter(head), key=f"train-scatter-{name}", alt="What was said over what is."
        )
    with right:
        st.vega_lite_chart(
            charts.residuals(head),
            key=f"train-residuals-{name}",
            alt="How far what was said is off.",
        )


def _samples(samples: list[dict[str, Any]], training: Training) -> None:
    table = result_tables.sample_table(samples, training)
    if not table:
        return
    config: dict[str, Any] = {
        name: st.column_config.ImageColumn(width="small")
        if str(column[0]).startswith("data:image")
        else st.column_config.LineChartColumn(width="small")
        for name, column in table.items()
        if column and (isinstance(column[0], list) or str(column[0]).startswith("data:image"))
    }
    st.dataframe(
        table,
        hide_index=True,
        column_config=config,
        row_height=44,
        alt="Validation samples with what the model says of them.",
    )
