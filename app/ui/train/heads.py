"""What each head learns: loss, weight, metrics, and what its labels count for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.core.number_text import code
from app.core.session.session import Session
from app.core.training import head_list, training_edit
from app.ui.forms import bound, object_form
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import BALANCED, Head, Training

_WEIGHTS = {
    "alike": "all alike",
    BALANCED: "balanced: rare ones count more",
    "own": "one by one",
}


def show(session: Session, training: Training, catalogue: Catalogue) -> None:
    """Draw all heads, one below the other; those that are gone from the design may be removed."""
    names = head_list.names(session)
    for name in names:
        with st.container(border=True, key=f"train-head-{name}"):
            _head(session, training, name, len(names), catalogue)
    for name in training.heads:
        if name not in names:
            _gone(session, name)


def _head(
    session: Session, training: Training, name: str, count: int, catalogue: Catalogue
) -> None:
    head = training.heads.get(name, Head())

    def put(title: str, **fields: Any) -> None:
        training_edit.change_head(session, name, title, lambda now: replace(now, **fields))

    shape = head_list.shape_text(session, name)
    st.markdown(f"**{code(name)}** {shape}")
    labels = head_list.labels(training, name)

    def beside() -> None:
        if count > 1:
            bound.number(
                "Weight",
                head.weight,
                lambda new: put("Change the weight of a loss", weight=new),
                required=True,
                key=f"train-weight-{name}",
                help="What its loss is multiplied with in the sum of all.",
            )
        elif labels or head.class_weight is not None:
            _class_weight(name, head, labels, put)

    object_form.one(
        "Loss",
        head.loss,
        catalogue.trained_with("loss"),
        catalogue,
        lambda new: put("Change the loss", loss=new),
        key=f"train-loss-{name}",
        optional=True,
        beside=beside,
    )
    if count > 1 and (labels or head.class_weight is not None):
        _class_weight(name, head, labels, put)
    object_form.many(
        "Metrics",
        head.metrics,
        catalogue.trained_with("metric"),
        catalogue,
        lambda new: put("Change the metrics", metrics=new),
        key=f"train-metrics-{name}",
        placeholder="none",
    )


def _class_weight(name: str, head: Head, labels: list[str], put: Any) -> None:
    own = isinstance(head.class_weight, dict)
    now = "own" if own else (head.class_weight or "alike")

    def choose(new: str) -> None:
        begun = dict.fromkeys(labels, 1.0)
        value = {"alike": None, BALANCED: BALANCED, "own": begun}[new]
        put("Change the class weights", class_weight=value)

    bound.choice(
        "Labels count",
        now,
        [*_WEIGHTS],
        choose,
        key=f"train-class-weight-{name}",
        said=lambda one: _WEIGHTS.get(one, one),
        help="What samples of a label count for. Balanced: samples / (labels × those of a label).",
    )
    if not isinstance(head.class_weight, dict):
        return
    weights = dict(head.class_weight)
    with st.popover("Weights …", key=f"train-class-weights-{name}", type="tertiary"):
        for label in [*dict.fromkeys([*labels, *weights])]:

            def weigh(new: float | None, label: str = label) -> None:
                rest = {key: value for key, value in weights.items() if key != label}
                put(
                    "Change the class weights",
                    class_weight=rest if new is None else {**weights, label: new},
                )

            bound.number(
                label,
                weights.get(label),
                weigh,
                key=f"train-class-weight-{name}-{label}",
                low=0.0,
                placeholder="1",
            )


def _gone(session: Session, name: str) -> None:
    """A head that the design has no more: its settings stay until somebody takes them away."""
    said, button = st.columns([4, 1], vertical_alignment="center")
    said.caption(f"{code(name)} is no output of the design any more.")

    def drop() -> None:
        training_edit.change(
            session,
            "Remove a head",
            lambda now: replace(
                now, heads={key: head for key, head in now.heads.items() if key != name}
            ),
        )

    button.button("Remove", key=f"train-gone-{name}", on_click=drop, type="tertiary")
