"""Whatever `dot` does comes back as a picture or as one sentence; a script stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen.design.errors import RenderError
from model_codegen.render.graphviz import GraphvizError, draw


@pytest.fixture
def dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the only `dot` of this machine would be."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "dot"


def install(dot: Path, script: str) -> None:
    dot.write_text(f"#!/bin/sh\n{script}\n")
    dot.chmod(0o755)


def test_the_picture_is_what_dot_writes_of_the_text(dot: Path) -> None:
    install(dot, 'read line; printf "%s|%s" "$1" "$line"')
    assert draw("digraph é {}\n", "svg", 60) == ("-Tsvg|digraph é {}".encode(), "")


def test_without_dot_it_is_said_what_to_install(dot: Path) -> None:
    with pytest.raises(RenderError, match="Install the package `graphviz`") as caught:
        draw("digraph {}", "svg", 60)
    assert not isinstance(caught.value, GraphvizError)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ('printf picture; echo "first" >&2; echo "syntax error" >&2; exit 1', "syntax error"),
        ("exit 3", "exit status 3"),
        ("exit 0", "exit status 0"),
        ("kill -6 $$", "exit status -6"),
    ],
)
def test_a_failure_is_told_by_its_last_line(dot: Path, script: str, reason: str) -> None:
    install(dot, script)
    with pytest.raises(GraphvizError) as caught:
        draw("digraph {}", "png", 60)
    assert str(caught.value) == f"Graphviz could not draw this model: {reason}"


def test_a_picture_that_takes_too_long_is_given_up(dot: Path) -> None:
    install(dot, "while :; do :; done")
    with pytest.raises(GraphvizError, match=r"did not finish this picture within 0\.2 seconds"):
        draw("digraph {}", "png", 0.2)


def test_a_program_that_does_not_start_is_told(dot: Path) -> None:
    dot.write_bytes(b"\x00\x01 no program")
    dot.chmod(0o755)
    with pytest.raises(GraphvizError, match="Graphviz did not start: "):
        draw("digraph {}", "png", 60)


@pytest.mark.parametrize(("factor", "percent"), [("0.253", 25), ("0.0001", 1)])
def test_a_picture_that_was_scaled_down_says_so(dot: Path, factor: str, percent: int) -> None:
    said = f"dot: graph is too large for cairo bitmaps. Scaling by {factor} to fit"
    install(dot, f'printf picture; echo "{said}" >&2')
    data, note = draw("digraph {}", "png", 60)
    assert data == b"picture"
    assert f"A PNG cannot be as large as this model needs, so it was scaled to {percent} %" in note
