"""The text under construction: what it imports, and where each call stands once it is formatted."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source


def finished(*lines: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    source = Source()
    for number, line in enumerate(lines):
        source.line(line, [("main", str(number))])
    code = source.finish("functional")
    return code.text, code.lines


def test_only_names_that_are_used_are_imported() -> None:
    text, _ = finished("x = keras.layers.Dense(4)", 'y = "ops.add"  # layers.Dense')
    assert text.startswith("import keras\n\nx")
    text, _ = finished("x = layers.Dense(4)", "y = (lambda: ops)()")
    assert "from keras import layers, ops\n" in text


def test_a_call_stands_on_all_lines_that_formatting_gives_it() -> None:
    long = "layers.Dense(4, " + ", ".join(f"argument_{n}={n}" for n in range(8)) + ")(x)"
    text, lines = finished("x = keras.Input((4,))", f"x = {long}", "x = layers.ReLU()(x)")
    rows = text.split("\n")
    assert {key: rows[first - 1 : last] for key, [(first, last)] in lines.items()} == {
        "0": ["x = keras.Input((4,))"],
        "1": rows[rows.index("x = keras.Input((4,))") + 1 : rows.index("x = layers.ReLU()(x)")],
        "2": ["x = layers.ReLU()(x)"],
    }
    assert len(rows[lines["1"][0][0] - 1 : lines["1"][0][1]]) > 1


def test_elements_of_a_list_stand_each_by_itself() -> None:
    source = Source()
    with source.block("model = keras.Sequential([", [("main", "model")]):
        source.line("keras.Input((4,)),", [("main", "x")])
        source.line("layers.Dense(4),", [("main", "a")])
    source.line("])")
    code = source.finish("sequential")
    rows = code.text.split("\n")
    x, a = (rows[code.lines[key][0][0] - 1].strip() for key in ("x", "a"))
    assert (x, a) == ("keras.Input((4,)),", "layers.Dense(4),")
