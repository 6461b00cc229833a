"""Source that holds the code of the design's own layers."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
from ruff import find_ruff_bin

import model_codegen as mc
from model_codegen.design.custom_code import digest, read_code
from model_codegen.design.errors import BuildError, LayerloomError
from model_codegen.design.graph import Design
from model_codegen.emitters.custom_constructors import custom_text
from model_codegen.verify.prove import prove
from tests.custom import CELL, CELLS, SAMPLED, SAMPLING, celled, own, sampler, with_layers
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

EVERY = {"sampler": sampler(SAMPLED), "celled": celled()}


def test_every_style_holds_it_and_all_compute_the_same() -> None:
    drawn = sampler(SAMPLED)
    report = prove(drawn, trust_code=True)
    assert report.agrees
    for proof in report.styles:
        assert proof.as_analysed or not proof.expressible
    assert report.styles[0].params == mc.analyse(drawn).total_params


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_it_is_formatted_and_clean(name: str, style: str) -> None:
    code = mc.emit(EVERY[name], style)
    assert code.trust == digest(EVERY[name].code)
    assert "custom_layers" not in code.text
    for command in (["format", "--diff"], ["check", "--select", "F,E,I"]):
        done = subprocess.run(
            [find_ruff_bin(), *command, "--isolated", "--no-cache", "-"],
            input=code.text,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_lines_are_of_the_calls_and_never_in_the_code() -> None:
    code = mc.emit(sampler(SAMPLED), "functional")
    lines = code.text.splitlines()
    ((first, last),) = code.lines["sampling"]
    assert lines[first - 1 : last] == ["    x = Sampling(scale=0.25)([dense, dense_1])"]
    body = lines.index("def build_model():")
    assert all(place > body for ranges in code.lines.values() for at in ranges for place in at)


def test_text_that_formatting_changes_leaves_the_lines_right() -> None:
    odd = SAMPLING + "\n\ndef odd(a, b):\n    del (a, b)\n    return 'a' f'{EPSILON}'\n"
    drawn = replace(sampler(SAMPLED), code=odd.replace("* EPSILON", "* len(odd(1, 2))"))
    assert "sampling" in mc.emit(drawn, "functional").lines


def test_imports_are_merged() -> None:
    more = f"from __future__ import annotations\nimport os\nimport keras.layers\n{SAMPLING}"
    more = more.replace("* EPSILON", "* EPSILON + len(os.sep) + keras.layers.Dense.x")
    text = mc.emit(replace(sampler(SAMPLED), code=more), "functional").text
    head = text.partition("EPSILON")[0]
    assert head == (
        "from __future__ import annotations\n\nimport os\n\nimport keras\nimport keras.layers\n"
        "from keras import layers, ops\n\n"
    )


def test_names_of_the_code_are_nobody_elses() -> None:
    code = SAMPLING.replace("EPSILON", "dense")
    text = mc.emit(replace(sampler(SAMPLED), code=code), "functional").text
    assert "\ndense = 0.5" in text
    assert " dense = " not in text
    mc.build(replace(sampler(SAMPLED), code=code), trust_code=True)


def test_names_that_the_code_gives_to_layers_inside_are_written() -> None:
    drawn = celled()
    # The cell makes a Dense of its own, which Keras may call `dense`.
    assert 'layers.Dense(2, name="dense")' in mc.emit(drawn, "functional").text
    assert mc.build(drawn, trust_code=True).get_layer("dense").count_params() == 18


def test_repeats_fold() -> None:
    calls = {"x": (inp(5),)}
    for index in range(6):
        before = f"own_{index - 1}" if index else "x"
        calls[f"own_{index}"] = (layer("Add"), [before, before])  # type: ignore[assignment]
    drawn: Design = design(calls)
    recorded = replace(SAMPLED, outputs=(SAMPLED.outputs[0],) * 1)
    made = {f"own_{i}": own("Sampling", recorded, scale=i / 2) for i in range(6)}
    drawn = replace(with_layers(drawn, **made), code=SAMPLING)
    folded = mc.emit(drawn, "functional", fold=True)
    assert folded.text.count("= Sampling(") < 6
    assert mc.build(drawn, fold=True, trust_code=True).get_layer("own_3").scale == 1.5


def test_constructors() -> None:
    code = read_code(f"{CELL}\nclass Fixed(keras.layers.Layer):\n  def __init__(self, n): ...\n")

    def written(made: object) -> str:
        return custom_text(made, code, "float32", spelled=True)  # type: ignore[arg-type]

    cell = replace(own("GatedCell", units=8, shape=[2, 3]), name="cell", dtype="float16")
    assert written(cell) == "GatedCell(units=8, shape=(2, 3), dtype='float16', name='cell')"
    assert written(own("Fixed", n=[1.5])) == "Fixed(n=[1.5])"
    inner = {"class_name": "keras.layers.RNN", "config": {"cell": CELLS[0]}}
    both = replace(own("keras.layers.Bidirectional", layer=inner), name="both")
    assert written(both) == ("layers.Bidirectional(layers.RNN(GatedCell(units=8)), name='both')")


def test_a_class_that_takes_no_name_is_told_where_that_matters() -> None:
    code = SAMPLING.replace("scale=1.0, **kwargs", "scale=1.0").replace("(**kwargs)", "()")
    drawn = replace(sampler(SAMPLED), code=code)
    assert prove(drawn, trust_code=True).agrees
    renamed = replace(drawn.main.operations["sampling"], name="draw")
    operations = {**drawn.main.operations, "sampling": renamed}
    other = replace(drawn, main=replace(drawn.main, operations=operations))
    with pytest.raises(BuildError, match="no layer `draw`: its class names it by itself"):
        prove(other, trust_code=True)


@pytest.mark.parametrize(
    "value",
    [
        {"function": "keras.x); print('it ran'"},
        {"function": "keras.utils.get_file"},
        {"function": "keras.activations.get"},
        {"class_name": "keras.utils.get_file", "config": {"fname": "x"}},
    ],
)
def test_a_document_names_no_more_than_the_code_has_and_keras_offers(value: object) -> None:
    code = read_code(CELL)
    for config in ({"units": value}, {"units": [{"a": value}]}):
        with pytest.raises(LayerloomError):
            custom_text(own("GatedCell", **config), code, "float32", spelled=True)
    hostile = own("keras.utils.get_file", cell=CELLS[0])
    with pytest.raises(LayerloomError):
        custom_text(hostile, code, "float32", spelled=True)
    with pytest.raises(LayerloomError):
        custom_text(own("GatedCell", **{"class": 1}), code, "float32", spelled=True)
