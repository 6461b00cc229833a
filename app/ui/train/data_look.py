"""Some samples of the data, and how often each label occurs."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import streamlit as st

from app.core import settings
from app.core.number_text import code, counted
from app.core.services import Services
from app.core.tasks import data_tasks
from app.core.tasks.data_tasks import Look
from app.core.training import charts, data_files, data_menu
from app.core.training.result_tables import picture
from app.core.workers.job import Urgency
from app.ui.polling import until
from app.ui.worker_answer import answered
from model_codegen.design.training import Data

_MOST_COLUMNS = 8
_MOST_BARS = 40


def show(services: Services, data: Data) -> None:
    """Draw samples as a table, pictures as pictures, and the balance of what is learned."""
    future: Future[Look] = services.results.get(
        ("data", data_menu.key(data)),
        lambda: services.spare.submit(
            data_tasks.look,
            data,
            data_files.path_of(data),
            seconds=settings.IMPORT_SECONDS,
            urgency=Urgency.SOURCE,
        ),
    )
    if not future.done():
        until(future.done(), "Some samples are read …")
    else:
        samples = answered(future)
        if samples is not None:
            _samples(samples)
    for name in _labels(data):
        _balance(name, data)


def _samples(look: Look) -> None:
    table: dict[str, list[Any]] = {}
    config: dict[str, Any] = {}
    for name, pictures in look["pictures"].items():
        table[name] = [picture(rows) for rows in pictures]
        config[name] = st.column_config.ImageColumn(width="small")
    for name, values in look["values"].items():
        table[name] = values
    for name, curves in look["curves"].items():
        table[name] = curves
        config[name] = st.column_config.LineChartColumn(width="small")
    shown = dict(list(table.items())[:_MOST_COLUMNS])
    st.dataframe(
        shown,
        hide_index=True,
        column_config=config,
        height=176,
        row_height=40 if look["pictures"] else None,
        alt="The first samples of the data.",
    )
    if len(table) > len(shown):
        st.caption(f"and {counted(len(table) - len(shown), 'more field')}")


def _labels(data: Data) -> list[str]:
    """The fields that heads learn and that have labels."""
    fields = [name for feed in data.targets.values() for name in feed.fields]
    return [
        name
        for name in dict.fromkeys(fields)
        if name in data.fields and 1 < len(data.fields[name].labels) <= _MOST_BARS
    ]


def _balance(name: str, data: Data) -> None:
    labels = data.fields[name].labels
    most, least = max(labels.values()), min(labels.values())
    fair = "about alike" if most <= 1.5 * max(least, 1) else f"{most / max(least, 1):.3g} to 1"
    st.caption(f"{code(name)}: {counted(len(labels), 'label')}, {fair}")
    st.vega_lite_chart(
        charts.balance(dict(labels)),
        key=f"train-balance-{name}",
        alt=f"How many samples have each label of {name}.",
    )
