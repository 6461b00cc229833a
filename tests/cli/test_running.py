"""However a command ends, it is told in lines and by a status."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from model_codegen.cli.running import Parser, Problems, run
from model_codegen.design.errors import DesignError

ENDS = {
    "problems": (Problems("one\nproblem", "another"), ["one problem", "another"]),
    "design": (DesignError("It is\nno design."), ["It is", "no design."]),
    "memory": (MemoryError(), ["There was not enough memory for this."]),
    "interrupted": (KeyboardInterrupt(), ["Interrupted."]),
    "fault": (
        ZeroDivisionError("by 0"),
        [
            "This is a fault of Layerloom: ZeroDivisionError: by 0 "
            "(`python -X dev -m some.program …` shows where)."
        ],
    ),
}


def ended(name: str) -> int:
    def command(_: argparse.Namespace) -> Iterator[str]:
        yield "begun\n"
        if name in ENDS:
            raise ENDS[name][0]

    parser = Parser(prog="python -m some.program")
    parser.add_argument("--size", type=int)
    parser.set_defaults(command=command)
    return run(parser, ["--size", "x"] if name == "arguments" else [])


@pytest.mark.parametrize("name", ENDS)
def test_what_keeps_a_command_from_its_end_is_told_in_lines(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(name) == 1
    assert capsys.readouterr() == ("begun\n", "".join(f"{line}\n" for line in ENDS[name][1]))


def test_a_command_that_comes_to_its_end_says_nothing_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ended("well") == 0
    assert capsys.readouterr() == ("begun\n", "")


def test_wrong_arguments_are_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("arguments") == 1
    said = "Argument --size: invalid int value: 'x'; see `python -m some.program --help`.\n"
    assert capsys.readouterr() == ("", said)
