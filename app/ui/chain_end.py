"""Where the chain ends that the Chain or topology? page shows: dragged on a slider, or clicked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.core import chain_comparison, number_text
from app.core.workspace.analysed import Analysed
from model_codegen.analysis.advice.chain import Chains
from model_codegen.design.diagnostics import MAIN

_KEY = "chain-end"


def shown_chain(view: dict[str, Any], chains: Chains) -> list[str]:
    """The chain that is shown: to the end that was chosen, else the longest.

    Args:
        view: The state of the page, with the chosen `end`.
        chains: All there are.
    """
    return chains.to(view.get("end") or "") or chains.longest


def end_slider(view: dict[str, Any], analysed: Analysed, chains: Chains) -> None:
    """Draw the slider, and say what Sequential would hold.

    Args:
        view: The state of the page; its `end` is where the slider stands.
        analysed: The design.
        chains: All there are.
    """
    chain = shown_chain(view, chains)
    ends = [*chains.lengths]
    if len(ends) > 1:
        st.session_state[_KEY] = chain[-1]  # a click on the picture has moved it

        def moved() -> None:
            view["end"] = st.session_state[_KEY]

        st.select_slider(
            "Where the chain ends",
            ends,
            key=_KEY,
            format_func=lambda node: chain_comparison.title(analysed.design, analysed.result, node),
            on_change=moved,
            help="Drag it, or click a call in the picture.",
        )
    st.caption(held_words(analysed, chain))


def held_words(analysed: Analysed, chain: list[str]) -> str:
    """What a chain holds of a design: "Sequential would hold 3 of 8 calls …"."""
    main = analysed.result["graphs"][MAIN]
    keys = {analysed.design.main.nodes[node].operation for node in chain}
    params = sum(main["operations"].get(key, {}).get("params", 0) for key in keys)
    calls = number_text.counted(len(analysed.design.main.nodes), "call")
    return (
        f"Sequential would hold {len(chain):,} of {calls}, and {params:,} of "
        f"{main['total_params']:,} parameters."
    )
