"""Templates are Python with places for lines and for texts."""

from model_codegen.emitters.training.template import filled, lines

TEMPLATE = """
def f(a$more$):
    $first

    return a
"""


def test_a_place_stands_for_lines_at_its_indentation() -> None:
    parts = {"more": ", b", "first": ["if b:", "", "    a += b"]}
    assert list(filled(lines(TEMPLATE), parts)) == [
        "def f(a, b):",
        "    if b:",
        "",
        "        a += b",
        "",
        "    return a",
    ]


def test_a_place_may_stand_for_nothing() -> None:
    text = list(filled(lines(TEMPLATE), {"more": "", "first": []}))
    assert text == ["def f(a):", "", "    return a"]
