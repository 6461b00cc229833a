"""JSON as it comes from people and strangers: what is read, and what is said of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import MAX_DEPTH, check, describe, parse, place
from model_codegen.design.fileformat.serialization import dumps, loads
from tests.design.fileformat.documents import call

BROKEN_TEXTS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "This file is empty."),
    "blank": (b" \n\t", "This file is empty."),
    "only a byte order mark": (b"\xef\xbb\xbf", "This file is empty."),
    "prose": (
        "import keras",
        'This is not JSON, so it is no Layerloom design: it begins with the text "import keras".',
    ),
    "truncated after a comma": (
        '{"schema_version": 2,\n "main":',
        "This JSON breaks off at line 2, column 9: the file is incomplete, so copy or save it "
        "again.",
    ),
    "truncated in a text": (
        '{"schema_version": 2, "na',
        "This JSON breaks off at line 1, column 23: the file is incomplete, so copy or save it "
        "again.",
    ),
    "truncated in a word": (
        '{"a": tr',
        "This JSON breaks off at line 1, column 7: the file is incomplete, so copy or save it "
        "again.",
    ),
    "missing comma": (
        '{"a": 1 "b": 2}',
        "This is not valid JSON: a comma or a closing bracket is missing at line 1, column 9.",
    ),
    "text after the end": (
        '{"main": {}} x',
        "This is not valid JSON: there is more text after the end of the design at line 1, "
        "column 14.",
    ),
    "zip": (
        b"PK\x03\x04\x00",
        "This is a ZIP archive, such as a .keras file; a Layerloom design is a JSON text file.",
    ),
    "hdf5": (
        b"\x89HDF\r\n\x1a\n",
        "This is an HDF5 file, such as Keras weights; a Layerloom design is a JSON text file.",
    ),
    "picture": (b"\xff\xd8\xff\xe0", "This is not text; a Layerloom design is JSON in UTF-8."),
    "list": (
        "[1]",
        "This JSON is a list, not a Layerloom design: a design is an object with a `main` graph.",
    ),
    "number": (
        "3",
        "This JSON is the number 3, not a Layerloom design: "
        "a design is an object with a `main` graph.",
    ),
    "keras": (
        '{"class_name": "Functional", "config": {}}',
        "This is a model in Keras' own JSON, not a Layerloom design.",
    ),
    "notebook": ('{"nbformat": 4}', "This is a Jupyter notebook, not a Layerloom design."),
    "foreign": ('{"name": "x"}', "This JSON has no `main` graph, so it is no Layerloom design."),
    "deep": (
        "[" * 100_000,
        f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that.",
    ),
    "NaN": (
        '{"main": NaN}',
        'This JSON holds NaN, which is no JSON number; an argument says it as {"float": "nan"}, '
        "a config not at all.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN_TEXTS.values(), ids=BROKEN_TEXTS)
def test_broken_text(text: str | bytes, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        loads(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("digits", ["9" * 5000, "1e999", "-1e999"])
def test_numbers_that_python_cannot_hold_are_named_by_place(digits: str) -> None:
    text = json.dumps(call("here")).replace('"here"', digits)
    with pytest.raises(DesignError, match=r"In main\.nodes\.merge\.args\.0: this number is too"):
        loads(text)


def test_a_key_given_twice_is_named_by_place() -> None:
    text = '{"schema_version": 2, "name": "m", "main": {"name": "m", "nodes": {"a": 1, "a": 2}}}'
    with pytest.raises(DesignError) as caught:
        loads(text)
    assert str(caught.value) == (
        "In main.nodes.a: this key stands twice in the same object; keep one of the two."
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_text_as_editors_on_windows_save_it_is_read(encoding: str) -> None:
    design = gallery.load("mlp")
    assert loads(dumps(design).encode(encoding)) == design
    assert loads("\ufeff" + dumps(design)) == design


def test_plain_values_pass_and_come_as_they_are() -> None:
    value = {"a": [1, -(2**63), 2**63 - 1, 0.5, True, None, "é"], "": {}}
    assert parse(json.dumps(value)) == value
    check(value)
    check(("tuples", ("count", "as lists")))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"a": [0, 2**63]}, "In a.1: this number is too large; 64 bits are the most."),
        ({"a": (0, float("inf"))}, "In a.1: inf is no JSON number."),
        ({"a b": {"c": b"x"}}, 'In "a b".c: a Python bytes is no JSON value.'),
        ({"a": {1: 2}}, "In a: the key 1 is not a text."),
        (object, "In the design: a Python type is no JSON value."),
    ],
)
def test_what_no_design_needs_is_refused_with_its_place(value: Any, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        check(value)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (False, "false"),
        (1.5, "the number 1.5"),
        ("x" * 41, f'the text "{"x" * 40}…"'),
        ("\u200b", 'the text "\\u200b"'),
        ({}, "an empty object"),
        ({"a": 1}, "an object"),
        ([], "an empty list"),
        ((1,), "a list"),
        ({1}, "a Python set"),
    ],
)
def test_a_value_is_named_in_few_words(value: Any, words: str) -> None:
    assert describe(value) == words


def test_a_place_is_a_path_whose_odd_keys_are_quoted() -> None:
    assert place(["main", "nodes", "dense_1", "args", 0]) == "main.nodes.dense_1.args.0"
    assert place(["models", "a.b", ""]) == 'models."a.b".""'
    assert place([]) == "the design"
