"""The panel of values: what flows through a model, call by call, for an input of one's own."""

from __future__ import annotations

from typing import TypedDict

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.tensor_values", js="index-*.js", css="index-*.css")


class TensorValuesData(TypedDict):
    """What the panel needs besides the values, which come on the live channel.

    `trained`: whether a training run of the draft has weights to look at.
    """

    trained: bool


def tensor_values(data: TensorValuesData, key: str, height: int) -> None:
    """Mount the panel. It hears of values from the canvas, and never speaks with Python.

    Args:
        data: What it needs.
        key: Streamlit key, constant.
        height: Height in pixels.
    """
    _mount(key=key, data=payload(data), height=height)
