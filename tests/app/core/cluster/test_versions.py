"""A worker with other packages is told of in one sentence."""

from __future__ import annotations

from app.core.cluster.versions import difference, versions


def test_the_same_packages_are_fine() -> None:
    assert versions()["keras"] != "none"
    assert difference(versions(), versions(), "tcp://w:1") == ""


def test_what_differs_is_named() -> None:
    there = {**versions(), "keras": "3.9.0"}
    del there["tensorflow"]
    said = difference(versions(), there, "tcp://w:1")
    assert said.startswith("The worker tcp://w:1 has keras 3.9.0 instead of ")
    assert "tensorflow none instead of" in said
