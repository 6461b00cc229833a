"""Malformed messages are refused or dealt with, and raise nothing."""

from __future__ import annotations

from tests.app.core.live.fuzz import fuzz


def test_malformed_messages() -> None:
    outcomes = fuzz(1500, seed=1_000_000)  # for hundreds of thousands `fuzz` is a command
    assert outcomes["refused by its form"] > 50
    assert outcomes["dealt with"] > 50
    assert outcomes["a revision"] > 50
