"""Names that Keras or TensorFlow refuses, and names used twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import keras
import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Design
from model_codegen.execution.build import build
from tests.drafting import block, design, graph, inp, layer, ref, repaired

pytestmark = pytest.mark.keras

BASE = design(
    {"x": (inp(4),), "a": (layer("Dense", units=3), "x"), "b": (layer("Dense", units=3), "a")}
)


def named(operation_id: str, name: str) -> Design:
    operation = replace(BASE.main.operations[operation_id], name=name)  # type: ignore[call-arg]
    operations = {**BASE.main.operations, operation_id: operation}
    return replace(BASE, main=replace(BASE.main, operations=operations))


REFUSED = (
    "builds, but TensorFlow refuses it once the model runs: "
    "use only letters from a to z, digits and . _ -"
)


@pytest.mark.parametrize(
    ("name", "severity", "message", "title"),
    [
        ("a/b", "error", "`a/b` has a slash, which no name in Keras may have", "Rename it a_b"),
        ("", "error", "An empty name names nothing: give it one that can be seen", None),
        ("  ", "error", "An empty name names nothing: give it one that can be seen", None),
        ("a\nb", "error", "`a b` is no name: take at most 255 visible characters", "Rename it a_b"),
        ("my layer", "warning", f"`my layer` {REFUSED}", "Rename it my_layer"),
        ("日本", "warning", f"`日本` {REFUSED}", "Rename it layer"),
        ('"); import os #', "warning", f'`"); import os #` {REFUSED}', "Rename it import_os"),
        ("a\\b", "warning", f"`a\\b` {REFUSED}", "Rename it a_b"),
        ("c>", "warning", f"`c>` {REFUSED}", "Rename it c"),
    ],
)
def test_a_name_that_will_not_do_is_told_and_mended(
    name: str, severity: str, message: str, title: str | None
) -> None:
    wrong = named("b", name)
    (found,) = [d for d in analyse(wrong).diagnostics if d.code == "illegal-name"]
    assert (found.severity, found.message, found.nodes) == (severity, message, ("b",))
    assert found.fix is not None
    assert title is None or found.fix.title == title
    assert analyse(repaired(wrong, found)).diagnostics == ()


def test_ten_thousand_characters_are_cut_in_the_message() -> None:
    (found,) = analyse(named("b", "x" * 10_000)).errors
    assert found.message.startswith("`xxx")
    assert len(found.message) < 400


@pytest.mark.parametrize("name", ["dense_1", "_x", "-x", "2nd", "a-b", "a.b", "a>b", "class"])
def test_odd_names_that_keras_and_tensorflow_take_are_fine(name: str) -> None:
    assert analyse(named("b", name)).diagnostics == ()


def test_inputs_may_have_any_name_without_a_slash() -> None:
    assert analyse(named("x", "Größe")).diagnostics == ()
    assert [d.code for d in analyse(named("x", "a/b")).errors] == ["illegal-name"]


def test_the_models_own_name_counts_too() -> None:
    wrong = replace(BASE, main=replace(BASE.main, name="my model"))
    (found,) = analyse(wrong).diagnostics
    assert found.message == f"As the model's name, `my model` {REFUSED}"
    assert repaired(wrong, found).main.name == "my_model"


@pytest.fixture
def scopes_left() -> Iterator[None]:
    """Leave the name scopes that Keras has entered and TensorFlow refused: nothing else does."""
    yield
    keras.utils.clear_session(free_memory=False)


@pytest.mark.usefixtures("scopes_left")
def test_the_models_own_name_begins_with_a_letter_or_a_digit() -> None:
    wrong = replace(BASE, main=replace(BASE.main, name="_model"))
    (found,) = analyse(wrong).diagnostics
    assert (found.severity, found.message) == (
        "warning",
        "As the model's name, `_model` builds, but TensorFlow refuses it in `predict`: "
        "let it begin with a letter or a digit",
    )
    assert analyse(repaired(wrong, found)).diagnostics == ()
    build(wrong).compile("sgd", "mse")
    with pytest.raises(ValueError, match="not a valid root scope name"):
        build(wrong).predict(np.zeros((1, 4)), verbose=0)


@pytest.mark.usefixtures("scopes_left")
@pytest.mark.parametrize("name", ["_k", "-k"])
def test_in_a_block_names_begin_with_a_letter_or_a_digit(name: str) -> None:
    inner = graph({"_i": (inp(4),), "k": (layer("Dense", units=3), "_i")}, "_i", ref("k"))
    operations = {**inner.operations, "k": replace(inner.operations["k"], name=name)}  # type: ignore[call-arg]
    wrong = design(
        {"x": (inp(4),), "_b": (block("m"), "x")},
        models={"m": replace(inner, operations=operations)},
    )
    (found,) = analyse(wrong).diagnostics
    assert (found.severity, found.graph, found.nodes) == ("warning", "m", ("k",))
    assert found.message == (
        f"`{name}` does for a function, but TensorFlow refuses it in the class of a block, which "
        "subclass source needs: let it begin with a letter or a digit"
    )
    assert found.fix is not None
    assert found.fix.title == "Rename it k_1"
    mended = repaired(wrong, found)
    assert analyse(mended).diagnostics == ()
    assert build(mended, "subclass").count_params() == build(wrong).count_params() == 15
    with pytest.raises(BuildError, match="not a valid root scope name"):
        build(wrong, "subclass")


def test_a_name_used_twice_is_an_error_at_both_nodes() -> None:
    wrong = named("b", "a")
    (found,) = analyse(wrong).errors
    assert (found.code, found.nodes) == ("duplicate-name", ("b", "a"))
    assert found.message == (
        "The name `a` is used 2 times: "
        "every layer of a model needs a name of its own, such as `a_1`"
    )
    assert analyse(repaired(wrong, found)).diagnostics == ()


def test_a_name_used_often_is_mended_at_once() -> None:
    calls = {"x": (inp(4),), **{f"d{i}": (layer("ReLU"), "x") for i in range(5)}}
    many = design(calls)
    operations = {
        key: replace(o, name="same" if key != "x" else "x")  # type: ignore[call-arg]
        for key, o in many.main.operations.items()
    }
    many = replace(many, main=replace(many.main, operations=operations))
    (found,) = analyse(many).errors
    assert analyse(repaired(many, found)).errors == ()


def test_names_with_the_same_flaw_are_alike() -> None:
    flaws = [("a/b", "slash"), ("c/d", "slash"), ("", "empty"), ("my layer", "refused")]
    for name, flaw in flaws:
        (found,) = [d for d in analyse(named("b", name)).diagnostics if d.code == "illegal-name"]
        assert (found.alike, found.category) == (flaw, "name")
