"""A card about one node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.core.node_description import lines
from model_codegen.design.graph import Design


def node_card(
    design: Design, result: Mapping[str, Any], node_id: str, reasons: Sequence[Mapping[str, Any]]
) -> None:
    """Draw the card.

    Args:
        design: The design.
        result: Its analysis as JSON.
        node_id: A node of the main graph.
        reasons: Why the design is no chain, as JSON diagnostics.
    """
    with st.container(border=True, key="node-card"):
        st.markdown("\n\n".join(lines(design, result, node_id, reasons)))
