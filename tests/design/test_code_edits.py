"""A class of a design's code replaced, added, left out."""

from __future__ import annotations

import pytest

from model_codegen.design.code_edits import class_text, only_used, with_class, with_class_added
from model_codegen.design.errors import DesignError
from tests.custom import CELL, SAMPLING

TWO = "import keras\n\n\n@keep\nclass A(B):\n    x = 1\n\n\nclass C(B):\n    y = 2\n"


def test_a_class_is_taken_out_and_put_back() -> None:
    assert class_text(TWO, "A") == "@keep\nclass A(B):\n    x = 1\n"
    assert with_class(TWO, "A", class_text(TWO, "A")) == TWO
    assert with_class(TWO, "C", "class D(B): ...\n") == TWO.partition("class C")[0] + (
        "class D(B): ...\n"
    )


def test_a_class_is_added() -> None:
    assert with_class_added("", "class A: ...\n") == "class A: ...\n"
    assert with_class_added("import x\n", "\nclass A: ...") == "import x\n\n\nclass A: ...\n"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: class_text(TWO, "X"), "The code of this design has no class `X`."),
        (lambda: class_text("class", "X"), "Line 1: This is no Python: invalid syntax."),
        (
            lambda: with_class(TWO, "A", "x = (1"),
            "Line 1: This is no Python: '(' was never closed.",
        ),
        (lambda: with_class(TWO, "A", "x = 1"), "This text has no class: a layer is a class"),
        (lambda: with_class_added(TWO, "class A: ..."), "This design has a class `A` already."),
    ],
)
def test_what_cannot_be_is_told(call: object, message: str) -> None:
    with pytest.raises(DesignError) as caught:
        call()  # type: ignore[operator]
    assert str(caught.value).startswith(message)


def test_what_no_layer_needs_is_left_out() -> None:
    both = f"{SAMPLING}\n\n{CELL}"
    left = only_used(both, frozenset({"GatedCell"}))
    assert "Sampling" not in left
    assert left.startswith("import keras\nfrom keras import ops\n\n\nclass GatedCell")
    assert only_used(left, frozenset({"GatedCell"})) == left
    assert only_used(left, frozenset()) == ""
    assert only_used("class", frozenset()) == "class"
