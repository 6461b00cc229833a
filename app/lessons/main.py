"""The command line for who writes lessons: `python -m app.lessons check lessons`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.lessons import commands
from model_codegen.cli.running import Parser, run


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments behind the program's name; those of the process if None.

    Returns:
        The exit status: 0, or 1 with one line for each problem on standard error.
    """
    return run(_parser(), argv)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
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
