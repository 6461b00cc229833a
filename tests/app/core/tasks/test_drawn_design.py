"""What a worker remembers of a design whose text is edited."""

from __future__ import annotations

import pickle

import pytest

from app.core.tasks import analysis_tasks, source_tasks
from app.core.tasks.drawn_design import DrawnDesign, analysis_of, drawn
from app.core.tasks.source_tasks import compare
from model_codegen import emitters, gallery
from model_codegen.analysis import analyse

pytestmark = pytest.mark.keras

MLP = gallery.load("mlp")
HEAD = 'layers.Dense(10, activation="softmax")'


def test_a_design_is_known_by_its_content() -> None:
    again = pickle.loads(pickle.dumps(MLP))
    assert drawn(again) is drawn(MLP)
    assert analysis_of(again) == analyse(MLP)


def test_every_text_is_answered_as_if_it_were_the_first() -> None:
    text = emitters.emit(MLP, "functional").text
    line = next(line for line in text.splitlines() if "Dense(64" in line)
    texts = [
        text.replace("256", "25"),
        text.replace("256", "250"),
        text.replace(line, f"{line}\n    x = layers.Dropout(0.5)(x)"),
        text.replace(line, f"{line}\n    x = layers.Dropout(0.5)(inputs)"),
        text.replace(HEAD, HEAD.replace("10", "-10")),
        text.replace(HEAD, HEAD.replace("10", "10, use_bias=1")),
        text.replace(HEAD, HEAD.replace("10", "10, use_bias=1.0")),
        text.replace(line, f"{line}\n    y = layers.Dense(3)(x)").replace(", outp", ", [y, outp"),
        text.replace('name="mlp"', 'name="other"'),
        text,
        text.replace("256", "25"),
    ]
    found = [compare(MLP, each) for each in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_tasks, "drawn", DrawnDesign)
        for each, answer in zip(texts, found, strict=True):
            assert repr(compare(MLP, each)) == repr(answer)


def test_what_is_foreseen_has_the_advice_on_precision_as_the_canvas_has() -> None:
    design = gallery.load("mixed_precision_mlp")
    codes = [one["code"] for one in drawn(design).foreseen(design)["diagnostics"]]
    assert codes == [one["code"] for one in analysis_tasks.analyse(design)["diagnostics"]]
    assert "slow-precision" in codes
