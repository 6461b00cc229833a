"""What is done to the values of a feed on their way, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from app.core.training import feed_steps
from app.ui.forms import bound
from model_codegen.design.training import Feed


def show(feed: Feed, put: Callable[[Feed], None], *, key: str) -> None:
    """Draw the steps in order, each with its argument, and what may be added.

    Args:
        feed: What is fed.
        put: Takes the new feed.
        key: Stands before the keys of all widgets.
    """
    for place, step in enumerate(feed.steps):

        def change(value: Any, place: int = place) -> None:
            steps = [*feed.steps]
            steps[place] = {**steps[place], **feed_steps.read(steps[place]["step"], value)}
            put(replace(feed, steps=tuple(steps)))

        def drop(place: int = place) -> None:
            put(replace(feed, steps=feed.steps[:place] + feed.steps[place + 1 :]))

        words, remove = st.columns([4, 1], vertical_alignment="bottom")
        with words:
            _argument(step, change, f"{key}-step-{place}")
        remove.button(
            "",
            icon=":material/close:",
            key=f"{key}-drop-{place}",
            on_click=drop,
            type="tertiary",
            help="Leave this step out",
        )

    def add(kind: str | None) -> None:
        if kind is not None:
            put(replace(feed, steps=(*feed.steps, feed_steps.begun(kind))))

    bound.choice(
        "Add a step",
        None,
        [None, *feed_steps.STEPS],
        add,
        key=f"{key}-add",
        said=lambda kind: "add a step …" if kind is None else feed_steps.STEPS[kind],
        hidden=True,
    )


def _argument(step: dict[str, Any], change: bound.Change, key: str) -> None:
    kind = step["step"]
    title = feed_steps.STEPS.get(kind, kind)
    value = feed_steps.written(step)
    if value is None:
        st.markdown(title)
    else:
        bound.text(title, value, change, key=key)
