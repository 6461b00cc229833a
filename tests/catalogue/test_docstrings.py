"""Keras' docstrings read: arguments, calls, first sentences."""

from __future__ import annotations

from model_codegen.catalogue.docstrings import argument_texts, help_text, summary


class Plain:
    """Turn a thing into another, a.k.a. turning it.

    More about it.

    Args:
        units: Positive integer, dimensionality
            of the output space. E.g. 3.
        `quoted`: In backticks.
        **kwargs: Base layer keyword arguments.

    Call arguments:
        inputs: A tensor.
        training: Boolean. See:
            - `True`: this.

    Returns:
        not_an_argument: nothing.
    """


class Indented:
    """First line.

    Arguments:
        factor: Float.

    Example:
        x: no argument.
    """


def test_arguments_of_the_constructor_and_of_the_call() -> None:
    arguments, call = argument_texts(Plain)
    assert arguments == {
        "units": "Positive integer, dimensionality\nof the output space. E.g. 3.",
        "quoted": "In backticks.",
        "kwargs": "Base layer keyword arguments.",
    }
    assert call == {"inputs": "A tensor.", "training": "Boolean. See:\n- `True`: this."}


def test_sections_may_be_indented() -> None:
    arguments, call = argument_texts(Indented)
    assert (arguments, call) == ({"factor": "Float."}, {})


def test_a_thing_without_docstring_has_no_texts() -> None:
    assert argument_texts(lambda: None) == ({}, {})
    assert summary(lambda: None) == ""


def test_summary_is_the_first_sentence() -> None:
    assert summary(Plain) == "Turn a thing into another, a.k.a. turning it."
    assert summary(Indented) == "First line."


def test_help_ends_with_a_sentence_and_stays_readable() -> None:
    assert help_text("One. Two.\n   Three.") == "One. Two. Three."
    long = "This sentence has quite some words in it. " * 20
    assert help_text(long).endswith("words in it.")
    assert len(help_text(long)) <= 240
    assert help_text("Sizes, e.g. A few. Then.") == "Sizes, e.g. A few. Then."
    assert len(help_text("word " * 500)) == 480
