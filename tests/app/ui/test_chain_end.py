"""The chain that is shown ends where it was chosen to end."""

from __future__ import annotations

from typing import Any

from app.core import chain_comparison
from app.core.workspace.analysed import Analysed
from app.ui.chain_end import held_words, shown_chain
from model_codegen import gallery


def analysed() -> Analysed:
    design = gallery.load("siamese_comparator")
    main: dict[str, Any] = {
        "nodes": {node: {"outputs": None} for node in design.main.nodes},
        "operations": {"dense": {"params": 5, "calls": []}, "dense_1": {"params": 3, "calls": []}},
        "unused": [],
        "total_params": 9,
    }
    return Analysed(1, design, {}, {"graphs": {"main": main}, "diagnostics": []})


def test_a_chain_ends_where_it_was_chosen_to_and_else_is_the_longest() -> None:
    found = analysed()
    chains = chain_comparison.chains(found.design, found.result)
    assert shown_chain({"end": None}, chains) == ["left", "dense", "dense_1"]
    assert shown_chain({"end": "dense_call_2"}, chains) == ["right", "dense_call_2"]
    assert shown_chain({"end": "gone"}, chains) == chains.longest
    said = "Sequential would hold 2 of 8 calls, and 5 of 9 parameters."
    assert held_words(found, shown_chain({"end": "dense"}, chains)) == said
