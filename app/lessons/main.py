"""The command line for who writes lessons: `python -m app.lessons check lessons`."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from app.lessons import commands
from app.lessons.commands import Problems
from model_codegen.cli.commands import one_line
from model_codegen.design.errors import LayerloomError

Command = Callable[[argparse.Namespace], Iterable[str]]
"""Carries a command out and yields the text that it prints on standard output."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments behind the program's name; those of the process if None.

    Returns:
        The exit status: 0, or 1 with one line for each problem on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _parser().parse_args(argv)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for text in arguments.command(arguments):
                sys.stdout.write(text)
        sys.stdout.flush()
    except Problems as problems:
        return _fail(problems.lines)
    except LayerloomError as error:
        return _fail([str(error)])
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would flush, and complain, once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(["Interrupted."])
    return 0


class _Parser(argparse.ArgumentParser):
    """Reports wrong arguments like any other problem."""

    def error(self, message: str) -> NoReturn:
        raise Problems(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def _fail(lines: Iterable[str]) -> int:
    for line in lines:
        print(one_line(line), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m app.lessons",
        description="Lessons of Layerloom: docs/lessons.md tells how they are written.",
        epilog="Exit status: 0, or 1 with one line for each problem on standard error.",
    )
    added_to = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    check = added_to.add_parser(
        "check",
        help="say all that is wrong with lessons",
        description="Read lessons, and try their solutions and wrong answers.",
    )
    check.set_defaults(command=commands.check)
    check.add_argument("folder", type=Path, help="folder of a lesson, or of several")

    listed = added_to.add_parser("list", help="list the lessons of a folder with their exercises")
    listed.set_defaults(command=commands.list_lessons)
    listed.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path("lessons"),
        help="folder of lessons (default: lessons)",
    )

    notebook = added_to.add_parser(
        "notebook",
        help="write an exercise as a Jupyter notebook",
        description="Write an exercise as a notebook: the source of its design, the task, and its "
        "checks as assertions.",
    )
    notebook.set_defaults(command=commands.notebook)
    notebook.add_argument("lesson", type=Path, help="folder of the lesson")
    notebook.add_argument("exercise", help="id of the exercise, as `list` has it")
    notebook.add_argument("--design", type=Path, metavar="FILE", help="begin with this design")
    notebook.add_argument(
        "--solution", action="store_true", help="begin with the design that is right"
    )
    notebook.add_argument("-o", "--output", metavar="FILE", help="file to write, not to print")
    return parser
