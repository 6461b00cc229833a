"""Several fits one after another: train the head, then set some of the rest free."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.core.session.session import Session
from app.core.training import stage_list, training_edit
from app.core.training.training_words import stage_line
from app.ui.forms import bound
from model_codegen.design.training import Stage, Training


def show(session: Session, training: Training) -> None:
    """Draw the stages, and offer to begin with some."""
    st.markdown("**Stages**")
    if not training.stages:
        st.caption(
            "One fit of all that is trainable. With stages, layers are frozen or set free between "
            "several: the recipe of transfer learning."
        )
    for place, stage in enumerate(training.stages):
        with st.expander(f"{place + 1}. {stage.name}: {stage_line(stage)}", key=f"stage-{place}"):
            _stage(session, training, place, stage)
    with st.container(horizontal=True):
        if not training.stages:
            st.button(
                "Head first, then fine-tune",
                key="stage-recipe",
                on_click=lambda: _put(
                    session, "Train in stages", stage_list.recipe(session.design, training)
                ),
            )
        st.button(
            "Add a stage",
            key="stage-add",
            on_click=lambda: _put(
                session, "Add a stage", (*training.stages, stage_list.further(training))
            ),
        )


def _stage(session: Session, training: Training, place: int, stage: Stage) -> None:
    def put(title: str, **fields: Any) -> None:
        stages = [*training.stages]
        stages[place] = replace(stage, **fields)
        _put(session, title, tuple(stages))

    key = f"stage-{place}"
    bound.text("Name", stage.name, lambda new: put("Rename a stage", name=new), key=f"{key}-name")
    epochs, rate = st.columns(2)
    with epochs:
        bound.number(
            "Epochs",
            stage.epochs,
            lambda new: put("Change the epochs of a stage", epochs=new),
            required=True,
            key=f"{key}-epochs",
            whole=True,
            low=1,
        )
    with rate:
        bound.number(
            "Learning rate",
            stage.learning_rate,
            lambda new: put("Change the rate of a stage", learning_rate=new),
            key=f"{key}-rate",
            placeholder="the optimizer's",
        )
    layers = stage_list.layers(session.design)
    for label, free in (("Frozen from here on", False), ("Free from here on", True)):
        chosen = [name for name, one in stage.trainable.items() if one is free]

        def choose(names: list[str], free: bool = free) -> None:
            kept = {name: one for name, one in stage.trainable.items() if one is not free}
            put("Freeze layers in a stage", trainable={**kept, **dict.fromkeys(names, free)})

        bound.several(label, chosen, layers, choose, key=f"{key}-{free}", placeholder="none")
    for name in stage_list.deep_layers(session.design):
        now = stage.trainable.get(name)

        def set_last(last: int | None, name: str = name) -> None:
            kept = {key: one for key, one in stage.trainable.items() if key != name}
            more = {} if last is None else {name: int(last)}
            put("Set the last layers free", trainable={**kept, **more})

        bound.number(
            f"Only the last layers of {name} free",
            now if type(now) is int else None,
            set_last,
            key=f"{key}-last-{name}",
            whole=True,
            low=0,
            placeholder="not so",
        )
    st.button(
        "Remove this stage",
        key=f"{key}-remove",
        type="tertiary",
        on_click=lambda: _put(
            session,
            "Remove a stage",
            tuple(one for number, one in enumerate(training.stages) if number != place),
        ),
    )


def _put(session: Session, title: str, stages: tuple[Stage, ...]) -> None:
    training_edit.change(session, title, lambda now: replace(now, stages=stages))
