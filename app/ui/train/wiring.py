"""Which fields go into which input, and which each head learns, with the shapes beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from app.core.number_text import code, shape
from app.core.session.session import Session
from app.core.training import feed_steps, head_list, training_edit
from app.ui.forms import bound
from app.ui.train import steps
from model_codegen.design.training import Data, Feed, Training

End = Literal["inputs", "targets"]


def show(session: Session, training: Training, data: Data) -> None:
    """Draw a line for each input and each head."""
    for name, ref in head_list.inputs(session):
        spec = head_list.spec(session, ref)
        _line(session, data, "inputs", name, "→", spec, f"input {code(name)}")
    for name, ref in head_list.heads(session):
        head = training.heads.get(name)
        if head is not None and head.loss is None and name not in data.targets:
            continue
        spec = head_list.spec(session, ref)
        _line(session, data, "targets", name, "→", spec, f"{code(name)} learns")
    with st.popover("Weights of samples, tf.data …", key="train-pipeline", type="tertiary"):
        _pipeline(session, data)


def _line(
    session: Session,
    data: Data,
    end: End,
    name: str,
    arrow: str,
    spec: dict[str, Any] | None,
    label: str,
) -> None:
    feeds: Mapping[str, Feed] = getattr(data, end)
    feed = feeds.get(name)

    def put(new: Feed | None) -> None:
        def changed(now: Data) -> Data:
            rest = {key: one for key, one in getattr(now, end).items() if key != name}
            fed: dict[str, Any] = {end: rest if new is None else {**rest, name: new}}
            return replace(now, **fed)

        training_edit.change_data(session, "Wire the data", changed)

    def choose(fields: list[str]) -> None:
        if not fields:
            put(None)
        else:
            put(Feed(tuple(fields), () if feed is None else feed.steps))

    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        bound.several(
            label,
            () if feed is None else feed.fields,
            [*data.fields],
            choose,
            key=f"train-{end}-{name}",
            said=lambda field: _said(field, data),
            placeholder="choose a field",
        )
    with right:
        told = feed_steps.told(feed, data)
        needs = "" if spec is None else f" {arrow} {shape(spec['shape'][1:])}"
        if feed is not None:
            with st.popover(
                f"{told}{needs if end == 'inputs' else ''}",
                key=f"train-{end}-{name}-steps",
                type="tertiary",
                help="What is done to the values on their way.",
            ):
                steps.show(feed, put, key=f"train-{end}-{name}")


def _said(field: str, data: Data) -> str:
    facts = data.fields.get(field)
    return field if facts is None else f"{field} {shape(facts.shape)} {facts.dtype}"


def _pipeline(session: Session, data: Data) -> None:
    def put(**fields: Any) -> None:
        training_edit.change_data(
            session, "Change how data are fed", lambda now: replace(now, **fields)
        )

    numbers = [name for name, facts in data.fields.items() if facts.shape == ()]
    bound.choice(
        "What each sample counts for",
        data.sample_weight,
        [None, *numbers],
        lambda new: put(sample_weight=new),
        key="train-sample-weight",
        said=lambda name: "all alike" if name is None else str(name),
        help="A field of numbers; the loss of each sample is multiplied with its own.",
    )
    bound.choice(
        "Fed as",
        data.pipeline,
        ["arrays", "tf.data"],
        lambda new: put(pipeline=new),
        key="train-pipeline-kind",
        said=lambda kind: "arrays in memory" if kind == "arrays" else "a tf.data.Dataset",
    )
    if data.pipeline == "tf.data":
        bound.flag(
            "Cache what was read",
            data.cache,
            lambda new: put(cache=new),
            key="train-cache",
            help="Before it is augmented, so that each epoch is augmented anew.",
        )
        bound.number(
            "Shuffle among",
            data.shuffle_buffer or None,
            lambda new: put(shuffle_buffer=int(new or 0)),
            key="train-shuffle-buffer",
            whole=True,
            low=1,
            placeholder="all samples",
        )
