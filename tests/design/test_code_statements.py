"""What a statement binds and needs, and its form apart from how it is written."""

from __future__ import annotations

import ast

import pytest

from model_codegen.design.code_statements import mentioned, normal, statements_of


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    found = statements_of(ast.parse(text), text.split("\n"))
    return [(each.text, sorted(each.binds), sorted(each.uses)) for each in found]


@pytest.mark.parametrize(
    ("text", "binds", "uses"),
    [
        ("def f(x, y=D):\n    z = x\n    return [z + w for w in G]", ["f"], ["D", "G"]),
        ("class A(B, m=M):\n    k = c\n    def f(self): return A.k", ["A"], ["A", "B", "M", "c"]),
        ("x.y[0] = z", ["x"], ["x", "z"]),
        ("x.append(y)", ["x"], ["x", "y"]),
        ("a, *b = c", ["a", "b"], ["c"]),
        ("try:\n    import u as v\nexcept ImportError:\n    v = None", ["v"], ["ImportError"]),
        ("if t:\n    def f(): ...\nelse:\n    g = 1", ["f", "g"], ["t"]),
    ],
)  # fmt: skip
def test_names(text: str, binds: list[str], uses: list[str]) -> None:
    ((_, bound, used),) = told(text)
    assert (bound, used) == (binds, uses)


def test_a_call_of_a_module_changes_nothing() -> None:
    assert told("import m\nm.seed(1)")[1][1] == []


def test_an_import_is_one_of_each_name() -> None:
    texts = [ast.unparse(s.node) for s in statements_of(ast.parse(IMPORTS), IMPORTS.split("\n"))]
    assert texts == ["import a", "import b.c as d", "from e import f", "from e import g as h",
                     "from i import j"]  # fmt: skip


IMPORTS = "import a, b.c as d\nfrom e import f, g as h\nimport i.j as j"


def test_form_is_told_apart_from_content() -> None:
    tight = "def f(a,b):\n  '''Says.\n\n       More.   '''\n  return (a) + b # so"
    wide = 'def f(a, b):\n    """Says.\n\n    More.\n    """\n    return a + b'
    assert normal(ast.parse(tight).body[0]) == normal(ast.parse(wide).body[0])
    other = wide.replace("a + b", "b + a")
    assert normal(ast.parse(other).body[0]) != normal(ast.parse(wide).body[0])


def test_what_is_mentioned() -> None:
    tree = ast.parse("from k import Dense\nx = layers.Conv2D(Y)")
    assert {*mentioned(tree.body[0]), *mentioned(tree.body[1])} == {
        "Dense", "x", "layers", "Conv2D", "Y"}  # fmt: skip
