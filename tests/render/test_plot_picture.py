"""The plot_model picture: complete, the same every time, and safe against any name."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError, RenderError
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.render import dot, picture, plot, plot_picture
from tests import strategies
from tests.emitters import drafts
from tests.render.designs import HOSTILE, blocks, chain

pytestmark = pytest.mark.keras

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz' dot")


def texts(svg: bytes) -> str:
    """All text of an SVG, line by line."""
    root = ElementTree.fromstring(svg)
    return "\n".join(e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text"))


def test_dot_text_has_every_layer_and_edge_once() -> None:
    text = dot(gallery.load("siamese_comparator"))
    nodes = re.findall(r"^(n\d) .*<b>(\w+)</b> \(\w+\)", text, re.MULTILINE)
    assert [name for _, name in nodes] == [
        "left",
        "right",
        "dense",
        "dense_1",
        "concatenate",
        "same_digit",
    ]
    names = dict(nodes)
    edges = re.findall(r"^(\w+) -> (\w+) ", text, re.MULTILINE)
    assert sorted((names[source], names[target]) for source, target in edges) == [
        ("concatenate", "same_digit"),
        ("dense", "dense_1"),
        ("dense_1", "concatenate"),
        ("left", "dense"),
        ("right", "dense"),
    ]


def test_dot_text_is_the_same_every_time() -> None:
    design = gallery.load("residual_blocks")
    assert dot(design, expand_nested=True) == dot(design, expand_nested=True)


def test_dot_text_needs_no_graphviz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dot(gallery.load("mlp")).startswith("digraph")
    plot(gallery.load("mlp"), tmp_path / "mlp.dot")
    assert (tmp_path / "mlp.dot").read_text("utf-8") == dot(gallery.load("mlp"))
    with pytest.raises(RenderError, match="its program `dot` is not installed here"):
        picture(gallery.load("mlp"))


def test_options_decide_what_is_shown() -> None:
    design = gallery.load("attention_block")
    plain = dot(design, show_shapes=False)
    assert "shape: " not in plain
    assert "layer_normalization" not in plain
    rich = dot(
        design,
        show_dtype=True,
        show_layer_activations=True,
        show_trainable=True,
        expand_nested=True,
        rankdir="LR",
    )
    for word in ("shape: ", "dtype: ", "Activation: ", "Trainable", "layer_normalization", "=LR"):
        assert word in rich
    assert "<b>sequence</b>" not in dot(design, show_layer_names=False)


@pytest.mark.parametrize("name", [*gallery.names(), "mixed_inputs", "shared_across", "operators"])
def test_records_have_the_picture_of_the_model(name: str) -> None:
    design = drafts.ALL[name]() if name in drafts.ALL else gallery.load(name)
    shown: dict[str, Any] = {"show_shapes": True, "show_dtype": True, "show_trainable": True}
    for expand_nested in (False, True):
        shown |= {"show_layer_activations": False, "expand_nested": expand_nested}
        drawn = plot_picture._of_records(design, shown)
        assert (drawn is None) == (name == "transfer_mobilenet")
        assert drawn in (None, plot_picture._of_model(design, shown))


@settings(max_examples=15, deadline=None)
@given(strategies.designs(sharing=True))
def test_records_of_any_design_have_the_picture(design: Design) -> None:
    shown = {"show_shapes": True, "show_layer_activations": False, "expand_nested": True}
    drawn = plot_picture._of_records(design, shown)
    assert drawn == plot_picture._of_model(design, shown)


def test_frames_of_one_name_stay_two_frames() -> None:
    text = dot(blocks("first", "inner"), expand_nested=True)
    labels = re.findall(r"^label=(\w+);", text, re.MULTILINE)
    assert labels == ["first", "inner", "other", "second", "inner", "other"]
    assert len(set(re.findall(r"^subgraph (\w+)", text, re.MULTILINE))) == 6


@needs_graphviz
@pytest.mark.parametrize(
    ("ending", "beginning"),
    [("png", b"\x89PNG\r\n"), ("svg", b"<?xml"), ("pdf", b"%PDF"), ("PNG", b"\x89PNG\r\n")],
)
def test_the_ending_of_the_file_decides_the_format(
    ending: str, beginning: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"model.{ending}"
    drawn = plot(gallery.load("mlp"), path)
    assert path.read_bytes() == drawn.data
    assert drawn.data.startswith(beginning)
    assert drawn.note == ""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("model.jpg", "A plot's file name ends in .png, .svg, .pdf or .dot, not in .jpg."),
        ("model", "A plot's file name ends in .png, .svg, .pdf or .dot."),
    ],
)
def test_other_endings_are_refused(name: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        plot(gallery.load("mlp"), tmp_path / name)
    assert str(caught.value) == sentence


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DesignError, match="there is no such file or folder"):
        plot(gallery.load("mlp"), tmp_path / "none" / "model.dot")


@needs_graphviz
def test_names_show_as_they_are_whatever_they_mean_to_graphviz() -> None:
    drawn = texts(picture(chain(*HOSTILE), "svg").data)
    for name in HOSTILE:
        assert name in drawn
    drawn = texts(picture(blocks('"<\\N>', "&amp;"), "svg", expand_nested=True).data)
    assert '"<\\N>' in drawn
    assert "&amp;" in drawn


@needs_graphviz
@pytest.mark.parametrize("name", gallery.names())
def test_every_gallery_entry_is_drawn(name: str) -> None:
    drawn = picture(gallery.load(name), "svg", expand_nested=True)
    design = gallery.load(name)
    for graph in (design.main, *design.models.values()):
        for operation in graph.operations.values():
            if operation.kind == "layer":
                assert operation.name in texts(drawn.data)


def crashing_on_ortho(folder: Path) -> None:
    """Put a `dot` in a folder that does to right-angled lines what Graphviz 2.43 may do."""
    program = folder / "dot"
    program.write_text(
        "#!/bin/sh\n"
        f'cat > "{folder}/graph"\n'
        f"if /bin/grep -q splines=ortho {folder}/graph; then\n"
        '  echo "dot: ortho.c:1385: assertion failed" >&2\n'
        "  kill -ABRT $$\n"
        "fi\n"
        f'exec {shutil.which("dot")} "$@" < "{folder}/graph"\n'
    )
    program.chmod(0o755)


@needs_graphviz
def test_where_right_angles_crash_lines_are_slanted_and_the_note_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    crashing_on_ortho(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    drawn = picture(gallery.load("residual_classifier"), "svg")
    assert "predictions" in texts(drawn.data)
    assert drawn.note == (
        "Graphviz could not route right-angled lines through this model, so its lines are slanted."
    )


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            "echo 'first' >&2; echo 'last words' >&2; exit 3",
            "could not draw this model: last words",
        ),
        ("exit 7", "could not draw this model: exit status 7"),
        ("exec sleep 60", "did not finish this picture within 0.1 seconds"),
    ],
)
def test_a_graphviz_that_fails_is_answered_with_a_sentence(
    script: str, sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(RenderError, match=sentence):
        picture(gallery.load("mlp"), time_limit=0.2 if "sleep" in script else 60)


@needs_graphviz
def test_a_png_that_had_to_be_scaled_down_points_to_svg() -> None:
    drawn = picture(chain(*(f"dense_{i}" for i in range(150))), "png", dpi=1200)
    assert drawn.data.startswith(b"\x89PNG")
    assert re.search(r"scaled to \d+ %; SVG and PDF keep every detail\.$", drawn.note)


def test_options_out_of_range_are_refused() -> None:
    design = gallery.load("mlp")
    with pytest.raises(RenderError, match="dpi is 10 to 1,200, not 9"):
        picture(design, "png", dpi=9)
    with pytest.raises(RenderError, match="rankdir is TB, LR, BT or RL, not XY"):
        dot(design, rankdir="XY")  # type: ignore[typeddict-item]
    with pytest.raises(RenderError, match="drawn as png, svg or pdf, not as gif"):
        picture(design, "gif")  # type: ignore[arg-type]


def test_a_design_with_errors_has_its_errors_for_an_answer() -> None:
    for draft in (Design("d", ModelGraph("m")), chain("line\nbreak"), chain("")):
        with pytest.raises(RenderError) as caught:
            dot(draft)
        assert str(caught.value).splitlines() == [d.message for d in analyse(draft).errors]


@needs_graphviz
def test_the_text_is_what_graphviz_itself_reads() -> None:
    text = dot(chain(*HOSTILE), expand_nested=True)
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    assert b"syntax" not in done.stderr
