"""Proofs under the backend at hand, and their table for several."""

from __future__ import annotations

from typing import Any

import pytest

from fidelity.networks import NETWORKS
from fidelity.proofs import Proved, names, proved, table
from model_codegen import gallery


@pytest.mark.keras
def test_the_whole_gallery_and_all_networks_are_proved() -> None:
    assert names() == [*gallery.names(), *NETWORKS]
    for name in ("dropout_mlp", "siamese"):
        found = proved(name)
        assert (found.name, found.reason, found.gap) == (name, "", 0.0)
        assert found.seconds > 0


@pytest.mark.keras
def test_training_that_is_not_compared_is_no_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    def train(*_: Any, **__: Any) -> str:
        return "no gradient for this"

    monkeypatch.setattr("model_codegen.verify.prove.train", train)
    assert proved("mlp").reason == "Training was not compared: no gradient for this"


def test_the_table_names_what_is_not_the_same() -> None:
    same = [Proved("a", "", 0.0, 1.0), Proved("b", "", 1e-7, 2.0)]
    apart = [Proved("a", "it differs", 0.5, 1.0), Proved("b", "no such thing here", 0.0, 2.0)]
    text, failed = table({"tensorflow": same, "jax": apart}, ["no such"])
    lines = [line.split() for line in text.splitlines()]
    assert lines[1] == ["a", "0.0e+00,", "1.0", "s", "no,", "1.0", "s"]
    assert lines[-1] == ["together", "3", "s", "3", "s"]
    assert failed == ["a, jax: it differs"]
