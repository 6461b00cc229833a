"""Options of the command line have their defaults."""

from __future__ import annotations

from typing import Any

from model_codegen.importers.source.libraries.command_line import is_option, option
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import Unknown


def reading() -> Reading:
    def unused(*_: Any) -> Any:
        raise AssertionError("nothing is evaluated")

    return Reading(unused, unused, unused)


def added(made: Reading, *flags: str, **kwargs: Any) -> None:
    option(made, "argparse.ArgumentParser.add_argument", [*flags], kwargs, 3)


def test_defaults_are_what_the_options_are() -> None:
    made = reading()
    added(made, "-u", "--hidden-units", default=64)
    added(made, "--fast", action="store_true")
    added(made, "--slow", action="store_false")
    added(made, "--seed")
    added(made, "-x", dest="other", default="y")
    values = option(made, "argparse.ArgumentParser.parse_args", [], {}, 9)
    assert isinstance(values, Instance)
    assert values.attributes == {
        "hidden_units": 64,
        "fast": False,
        "slow": True,
        "seed": None,
        "other": "y",
    }
    assert list(made.report.skipped) == ["the command line (defaults are taken)"]
    known = option(made, "argparse.ArgumentParser.parse_known_args", [], {}, 9)
    assert isinstance(known, tuple)
    assert known[1] == []


def test_what_must_be_given_is_not_known() -> None:
    made = reading()
    added(made, "path")
    added(made, "--units", required=True)
    assert all(isinstance(value, Unknown) for value in made.program.options.values())
    assert [*made.program.options] == ["path", "units"]


def test_only_a_parser_has_options() -> None:
    assert is_option("argparse.ArgumentParser.add_argument")
    assert not is_option("argparse.ArgumentParser")
