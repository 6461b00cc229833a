"""What the code of a design's own layers defines and needs, told without running it."""

from __future__ import annotations

import ast

import pytest

from model_codegen.design.custom_code import LONGEST, digest, read_code
from tests.custom import SAMPLING

TEXT = """from __future__ import annotations
import math, os
from keras import layers as L, ops
import keras; import numpy as np

x = L.Dense(3)
# How much
SCALE = 3  # units
TABLE = {}
TABLE["a"] = 1
TABLE.update(b=2)
keras.utils.set_random_seed(1)

def helper(v):
    x = v
    return x * SCALE * math.pi

# The layer
@keras.saving.register_keras_serializable()
class Foo(L.Layer):
    K = TABLE["a"]
    def __init__(self, units, *, q=None, **kw):
        super().__init__(**kw)
    def call(self, x, training=None):
        return [helper(y) for y in x]

class Bar(Foo): pass

model = Bar(3)(x)
"""


def test_classes_with_their_lines_and_arguments() -> None:
    code = read_code(TEXT)
    assert code.problem == ""
    assert list(code.classes) == ["Foo", "Bar"]
    assert (code.classes["Foo"].first, code.classes["Foo"].last) == (19, 25)
    assert code.functions == {"helper"}
    assert code.takes("Bar", "name")
    assert code.call_takes("Bar", "training")
    assert not code.call_takes("Bar", "mask")


def test_a_constructor_without_more_keywords_takes_no_name() -> None:
    code = read_code("class A(Layer):\n  def __init__(self, units): ...\nclass B(A): ...\n")
    assert not code.takes("B", "name")
    assert code.takes("B", "units")
    assert code.takes("Dense", "name")


def test_what_a_class_needs_and_nothing_else() -> None:
    needed = read_code(TEXT).needed(["Foo"])
    assert needed.imports == (
        "from __future__ import annotations",
        "import math",
        "from keras import layers as L",
        "import keras",
    )
    assert [text.partition("\n")[0] for text in needed.statements] == [
        "# How much",
        "TABLE = {}",
        'TABLE["a"] = 1',
        "TABLE.update(b=2)",
        "def helper(v):",
        "# The layer",
    ]
    assert needed.statements[0] == "# How much\nSCALE = 3  # units"
    assert needed.names == {"math", "L", "keras", "SCALE", "TABLE", "helper", "Foo", "annotations"}
    assert "Layer" in needed.mentions


def test_the_same_as_a_tree_keeps_its_lines() -> None:
    tree = read_code(TEXT).module(["Bar"])
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [node.lineno for node in classes] == [20, 27]
    compile(tree, "code", "exec")


def test_a_star_import_comes_along_where_a_name_is_of_unknown_origin() -> None:
    text = "from keras.layers import *\nclass A(Layer): ...\nclass B: ...\n"
    assert read_code(text).needed(["A"]).imports == ("from keras.layers import *",)
    assert read_code(text).needed(["B"]).imports == ()


def test_statements_that_share_a_line_are_told_apart() -> None:
    needed = read_code("A = 1; B = 2\nclass C:\n  x = B\n").needed(["C"])
    assert needed.statements == ("B = 2", "class C:\n  x = B")


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("x = 1\nclass", "This is no Python: invalid syntax.", 2),
        ("return 1", "This is no Python: 'return' outside function.", 1),
        ("(" * 5000, "This is no Python: too many nested parentheses.", 1),
        ("-" * 100_000 + "1", "This code is nested too deeply.", None),
        ("1" + "+1" * 5000, "This code is nested too deeply.", None),
        ("a.b" + ".c" * 3000, "This code is nested too deeply.", None),
        ("x" * (LONGEST + 1), "This is more than 200,000 characters of code.", None),
    ],
)
def test_hostile_text_has_a_problem_like_any_other(text: str, problem: str, line: int) -> None:
    code = read_code(text)
    assert (code.problem, code.line) == (problem, line)
    assert not code.classes
    assert code.needed(["A"]).statements == ()


@pytest.mark.parametrize("text", ["a\0b", "x = '\ud800'"])
def test_characters_that_are_no_text_are_a_problem(text: str) -> None:
    assert read_code(text).problem.startswith("This is no Python: ")


def test_line_breaks_of_other_systems_are_read() -> None:
    assert read_code("class A:\r\n  x = 1\r  y = 2\r\n").classes["A"].last == 3


def test_a_digest_is_of_the_very_text() -> None:
    assert digest(SAMPLING) == digest(SAMPLING)
    assert digest(SAMPLING) != digest(f"{SAMPLING} ")
