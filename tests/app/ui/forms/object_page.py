"""A page with a form of one optimizer and of any number of metrics."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui.forms import object_form
from model_codegen.catalogue.entry import Catalogue, Entry
from model_codegen.catalogue.json_schema import (
    BOOLEAN,
    NUMBER,
    either,
    instance,
    nullable,
    record,
    ref,
    titled,
)

state = st.session_state


def entry(path: str, **arguments: Any) -> Entry:
    """A class whose arguments have these schemas."""
    name = path.rpartition(".")[2]
    schema = record(arguments)
    return Entry(path, name, "metric", "metric", "", name, "", schema, (), record({}))


decay = record({"initial_learning_rate": NUMBER}, ["initial_learning_rate"])
schedule = titled(instance("keras.optimizers.schedules.Decay", decay), "Decay")
rates = either(titled(NUMBER, "number"), schedule)
catalogue = Catalogue("", {}, {"learning_rate": rates}, {})
rate = {**ref("learning_rate"), "default": 0.001}
optimizers = [
    entry(
        "keras.optimizers.Adam",
        learning_rate=rate,
        amsgrad={**BOOLEAN, "default": False},
        clipnorm={**nullable(NUMBER), "default": None, "advanced": True},
    ),
    entry("keras.optimizers.SGD", learning_rate=rate),
]
metrics = [entry("keras.metrics.AUC", curve=NUMBER), entry("keras.metrics.Mean")]

object_form.one(
    "Optimizer",
    state["optimizer"],
    optimizers,
    catalogue,
    lambda new: state.update(optimizer=new),
    key="o",
)
object_form.many(
    "Metrics",
    state["metrics"],
    metrics,
    catalogue,
    lambda new: state.update(metrics=new),
    key="m",
    placeholder="none",
)
