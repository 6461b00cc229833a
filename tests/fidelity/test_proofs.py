"""Proofs under the backend at hand, and their table for several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fidelity.networks import NETWORKS
from fidelity.proofs import Proved, proofs, proved, table
from model_codegen import gallery
from model_codegen.design.graph import Design

pytestmark = pytest.mark.keras


def test_a_proof_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = proved("dropout_mlp", lambda: gallery.load("dropout_mlp"))
    assert (found.name, found.reason, found.gap) == ("dropout_mlp", "", 0.0)
    assert found.seconds > 0
    # Training that is not compared is no agreement, nor is a design that cannot be had.
    monkeypatch.setattr("model_codegen.verify.prove.train", lambda *_, **__: "no gradient")
    found = proved("mlp", lambda: gallery.load("mlp"))
    assert found.reason == "Training was not compared: no gradient"
    assert proved("none", lambda: gallery.load("none")).reason


def test_the_whole_gallery_and_every_network_are_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def prove(name: str, drawn: Callable[[], Design]) -> Proved:
        return Proved(name, drawn().main.name, 0.0, 0.0)

    monkeypatch.setattr("fidelity.networks.NETWORKS", {"siamese": NETWORKS["siamese"]})
    monkeypatch.setattr("fidelity.proofs.proved", prove)
    found = {one.name: one.reason for one in proofs()}
    assert found.keys() == {*gallery.names(), "siamese"}
    assert found["siamese"] == "siamese"


def test_the_table_names_what_is_not_the_same() -> None:
    same = [Proved("a", "", 0.0, 1.0), Proved("b", "", 1e-7, 2.0)]
    apart = [Proved("a", "it differs", 0.5, 1.0), Proved("b", "no such thing here", 0.0, 2.0)]
    text, failed = table({"tensorflow": same, "jax": apart}, ["no such"])
    lines = [line.split() for line in text.splitlines()]
    assert lines[1] == ["a", "0.0e+00,", "1.0", "s", "no,", "1.0", "s"]
    assert lines[-1] == ["together", "3", "s", "3", "s"]
    assert failed == ["a, jax: it differs"]
