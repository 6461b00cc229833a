"""Schemas and values in words."""

from __future__ import annotations

import pytest

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.json_schema import (
    BOOLEAN,
    FRACTION,
    INTEGER,
    NATURAL,
    NULL,
    NUMBER,
    POSITIVE,
    STRING,
    array,
    either,
    enum,
    instance,
    nullable,
    record,
    ref,
)
from model_codegen.catalogue.schema_wording import describe, show


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (POSITIVE, "a positive integer"),
        (NATURAL, "an integer of at least 0"),
        (FRACTION, "a number between 0 and 1"),
        (nullable(INTEGER), "an integer or None"),
        (BOOLEAN, "True or False"),
        (STRING, "a text"),
        (enum("valid", "same", None), '"valid", "same" or None'),
        (array(POSITIVE, 2), "a list of 2 positive integers"),
        (array(NUMBER, 1), "a list of one of numbers"),
        (array(array(NATURAL, 2), 3), "a list of 3 lists of 2 integers of at least 0"),
        (array(array(NUMBER)), "a list of lists of numbers"),
        (array(ref("cell")), "a list of recurrent cells"),
        (array(nullable(INTEGER)), "a list of integers or None"),
        (array(nullable(NATURAL)), "a shape, such as [28, 28, 1]"),
        (array(either(INTEGER, array(INTEGER))), "a list of integers or lists of integers"),
        (
            either(POSITIVE, array(POSITIVE), NULL),
            "a positive integer, a list of positive integers or None",
        ),
        (ref("regularizer"), 'a regularizer, such as "l2"'),
        (record({}), "an object"),
        (instance("keras.regularizers.L2", record({})), "`keras.regularizers.L2`"),
    ],
)
def test_what_a_schema_asks_for(schema: Schema, words: str) -> None:
    assert describe(schema) == words


def test_values_are_shown_as_python_and_cut() -> None:
    assert show("a\"b'") == '"a\\"b\'"'
    assert show([1, None, True]) == "[1, None, True]"
    assert show(10**5000) == "a number of more than 70 digits"
    assert len(show("x" * 1000)) == 80


def test_alternatives_are_joined_where_they_can_be() -> None:
    assert either(INTEGER, INTEGER) == INTEGER
    assert nullable(enum("a")) == {"enum": ["a", None]}
    assert nullable(enum("a", None)) == {"enum": ["a", None]}
    assert nullable(POSITIVE) == {"type": ["integer", "null"], "minimum": 1}
    assert nullable(ref("x")) == {"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}]}
    assert either(INTEGER, either(STRING, NULL)) == {
        "anyOf": [INTEGER, {"type": ["string", "null"]}]
    }
