"""Source keeps its dtype policy whoever calls it when, and leaves the caller's as it was."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import keras
import pytest

from model_codegen.design.graph import Design
from model_codegen.emitters import STYLES, emit
from model_codegen.importers import from_source
from tests.emitters.draft import Draft

pytestmark = [
    pytest.mark.keras,
    # Of Keras, when it saves under NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),
]

BLOCKS: tuple[Literal["function", "layer"], ...] = ("function", "layer")


def stack(policy: str = "mixed_bfloat16") -> Design:
    """A long chain, which folds, with layers called as the variables of the policy."""
    d = Draft("stack")
    x = d.input("before", 8)
    for number in range(6):
        x = d.layer("Dense", f"dense_{number}", x, units=8, activation="relu")
        x = d.layer("LayerNormalization", f"normalization_{number}", x)
        x = d.layer("Dropout", f"dropout_{number}", x, rate=0.1)
    d.layer("Dense", "model", x, dtype="float32", units=2)
    return d.design("before", policy=policy)


def module_of(text: str) -> Any:
    module = ModuleType("generated")
    exec(compile(text, "generated.py", "exec"), module.__dict__)
    return module


def policies(model: Any) -> list[str]:
    found = [layer for layer in model._flatten_layers() if layer.name.startswith(("dense", "norm"))]
    return sorted({layer.dtype_policy.name for layer in found})


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_policy_is_kept_after_clear_session(
    style: str, blocks: Literal["function", "layer"], fold: bool, tmp_path: Path
) -> None:
    code = emit(stack(), style, blocks=blocks, fold=fold)
    module = module_of(code.text)
    assert keras.config.dtype_policy().name == "float32"
    keras.utils.clear_session()
    model = module.build_model()
    assert policies(model) == ["mixed_bfloat16"]
    assert model.dtype_policy.name == "mixed_bfloat16"
    assert keras.config.dtype_policy().name == "float32"
    if style == "subclass":
        # Keras makes the objects of the class itself.
        model.save(tmp_path / "m.keras")
        keras.utils.clear_session()
        assert policies(keras.models.load_model(tmp_path / "m.keras")) == ["mixed_bfloat16"]


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_policy_is_read_back(style: str, fold: bool) -> None:
    result = from_source(emit(stack(), style, fold=fold).text)
    assert result.diagnostics == ()
    assert result.design.dtype_policy == "mixed_bfloat16"
    own = {getattr(o, "dtype", None) for o in result.design.main.operations.values()}
    assert own == {None, "float32"}


def test_folded_source_is_shorter_so_that_it_is_tested_here() -> None:
    assert emit(stack(), "functional", fold=True).text != emit(stack(), "functional").text


def test_no_policy_is_set_where_keras_has_it_anyway() -> None:
    for style in STYLES:
        assert "dtype_policy" not in emit(stack("float32"), style).text
