"""Live models from emitted source: what comes out, what is refused, what is left as it was."""

from __future__ import annotations

import keras
import pytest

import model_codegen
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.execution.build import CEILING, build, check_size, run, size
from tests.emitters.counting import counted
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras


def test_the_public_name_is_the_function() -> None:
    assert model_codegen.build is build


def test_a_design_is_analysed_once() -> None:
    design = gallery.load("mlp")
    with counted() as counts:
        build(design)
    assert counts == {"analysed": 1, "formatted": 1}
    analysis = analyse(design)
    with counted() as counts:
        build(design, analysis=analysis)
    assert counts == {"formatted": 1}


@pytest.mark.parametrize(
    ("style", "kind"),
    [("functional", "Functional"), ("sequential", "Sequential"), ("subclass", "Mlp")],
)
def test_a_model_in_each_style(style: str, kind: str) -> None:
    model = build(gallery.load("mlp"), style)
    assert type(model).__name__ == kind
    assert model.count_params() == 218_058
    assert [layer.name for layer in model.layers][-3:] == ["dense", "dense_1", "dense_2"]
    assert model(keras.ops.ones((2, 784))).shape == (2, 10)


def test_names_are_those_of_a_fresh_interpreter_and_counting_goes_on() -> None:
    before = keras.layers.Dense(1)
    one, other = (build(gallery.load("mlp")) for _ in range(2))
    after = keras.layers.Dense(1)
    names = ["input_layer", "dense", "dense_1", "dense_2"]
    assert [layer.name for layer in one.layers] == names
    assert [layer.name for layer in other.layers] == names
    assert after.name == _next(before.name)


def _next(name: str) -> str:
    stem, _, number = name.partition("_")
    return f"{stem}_{int(number or 0) + 1}"


@pytest.mark.parametrize("policy", ["float32", "mixed_bfloat16"])
def test_the_global_policy_is_neither_used_nor_changed(policy: str) -> None:
    keras.config.set_dtype_policy(policy)
    plain = build(gallery.load("mlp"))
    mixed = build(gallery.load("mixed_precision_mlp"))
    assert keras.config.dtype_policy().name == policy
    assert {layer.compute_dtype for layer in plain.layers[1:]} == {"float32"}
    assert [layer.compute_dtype for layer in mixed.layers[1:]] == ["float16", "float16", "float32"]


def test_blocks_as_classes() -> None:
    model = build(gallery.load("residual_blocks"), blocks="layer")
    assert type(model.layers[1]).__name__ == "ResidualBlock64"
    assert model.count_params() == 12_394


def test_what_cannot_be_expressed_is_not_built() -> None:
    with pytest.raises(NotExpressible):
        build(gallery.load("multi_task"), "sequential")


def test_weights_that_would_not_fit_are_refused_before_anything_is_allocated() -> None:
    d = Draft("giant")
    d.layer("Dense", "dense", d.input("input_layer", 1000), units=10**12)
    with pytest.raises(BuildError) as caught:
        build(d.design("input_layer"))
    assert "3.56 PB" in str(caught.value)
    assert "2.00 GB" in str(caught.value)


def test_the_ceiling_is_the_callers() -> None:
    needed = 4 * 218_058
    assert build(gallery.load("mlp"), ceiling=needed).count_params() == 218_058
    with pytest.raises(BuildError, match=r"at most 851\.79 KB"):
        build(gallery.load("mlp"), ceiling=needed - 1)


def test_sizes() -> None:
    assert [size(n) for n in (0, 1, 1023, 1024, 1536, 2**20 - 1, CEILING, 10**30)] == [
        "0 bytes",
        "1 byte",
        "1023 bytes",
        "1.00 KB",
        "1.50 KB",
        "1.00 MB",
        "2.00 GB",
        "807.79 RB",
    ]
    check_size(5, 5)


@pytest.mark.parametrize(
    "body", ["raise ValueError('two\\nlines')", "keras.layers.Dense(0)", "1 / 0", "assert False"]
)
def test_whatever_goes_wrong_is_one_line(body: str) -> None:
    policy = keras.config.dtype_policy().name
    head = "import keras\n\nkeras.config.set_dtype_policy('float16')\n"
    with pytest.raises(BuildError) as caught:
        run(f"{head}\n\ndef build_model():\n    {body}\n")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("Keras could not build this model: ")
    assert keras.config.dtype_policy().name == policy


def test_source_is_run_as_a_module_not_as_a_script() -> None:
    source = (
        "def build_model():\n    return __name__\n\n\n"
        'if __name__ == "__main__":\n    raise SystemExit\n'
    )
    assert run(source) == "generated_model"
