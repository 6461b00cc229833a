from __future__ import annotations

import pytest

from app.core import number_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (872_232, "872 kB"),
        (4_000_000_000_000, "4 TB"),
        (1, "1 byte"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (10**30, "1 QB"),
    ],
)
def test_memory_has_three_figures_and_decimal_units(number: int, text: str) -> None:
    assert number_text.memory(number) == text


def test_counts_agree_with_their_nouns() -> None:
    assert number_text.counted(1, "layer") == "1 layer"
    assert number_text.counted(0, "layer") == "0 layers"
    assert number_text.counted(218_058, "parameter") == "218,058 parameters"


@pytest.mark.parametrize(("seconds", "text"), [(0.0123, "12 ms"), (0.9, "900 ms"), (2.44, "2.4 s")])
def test_durations(seconds: float, text: str) -> None:
    assert number_text.duration(seconds) == text


def test_plain_text_has_each_sign_of_markdown_escaped_once() -> None:
    assert number_text.plain("residual_classifier") == r"residual\_classifier"
    assert number_text.plain("a*b\n[c]") == r"a\*b \[c\]"
    assert number_text.plain("x" * 61) == "x" * 59 + "…"


def test_shapes_read_as_keras_prints_them() -> None:
    assert number_text.shape([None, 64]) == "(None, 64)"
    assert number_text.shape([None]) == "(None,)"
    assert number_text.shapes(None) == "–"
    two = [{"shape": [None, 3], "dtype": "float32"}, {"shape": [], "dtype": "int32"}]
    assert number_text.shapes(two) == "(None, 3), ()"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("mlp", "mlp"),
        ("../../etc/passwd", "etc_passwd"),
        ('"); import os #', "import_os"),
        ("Café nº 5", "Café_nº_5"),
        ("...", "model"),
        ("", "model"),
        ("x" * 10_000, "x" * 60),
    ],
)
def test_any_name_makes_a_file_name(name: str, stem: str) -> None:
    assert number_text.file_stem(name) == stem


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("it has one input", "It has one input."),
        ("`a` is called 2 times", "`a` is called 2 times."),
        ("This is a sentence.", "This is a sentence."),
    ],
)
def test_a_reason_is_a_sentence(reason: str, text: str) -> None:
    assert number_text.sentence(reason) == text


def test_nothing_in_a_name_is_markup() -> None:
    assert number_text.code("a`b\nc") == "`a'b c`"
    assert len(number_text.code("x" * 100)) == 62


def test_the_first_error_is_a_sentence_and_the_others_are_counted() -> None:
    assert number_text.first_of(["`a` needs a tensor"]) == "`a` needs a tensor."
    three = ["`a` needs a tensor.", "b", "c"]
    assert number_text.first_of(three) == "`a` needs a tensor. And 2 more, see Problems."
