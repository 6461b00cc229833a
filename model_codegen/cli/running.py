"""`run`: one command of a command line, whose problems are lines and a status."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from model_codegen.design.errors import LayerloomError, NotExpressible

Command = Callable[[argparse.Namespace], Iterable[str]]
"""Carries a command out and yields the text that it prints on standard output."""


class Problems(Exception):  # noqa: N818 - several
    """What keeps a command from its end: one line each."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines


class Parser(argparse.ArgumentParser):
    """Reports wrong arguments like any other problem."""

    def error(self, message: str) -> NoReturn:
        """Raise `Problems` with what argparse says."""
        raise Problems(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def run(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> int:
    """Run one command; never a traceback for a user's mistake.

    Args:
        parser: Reads the arguments; each of its commands sets `command`, a `Command`.
        argv: The arguments behind the program's name; those of the process if None.

    Returns:
        The exit status: 0, or 1 with one line for each problem on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = parser.parse_args(argv)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for text in arguments.command(arguments):
                sys.stdout.write(text)
        sys.stdout.flush()
    except Problems as problems:
        return _fail(problems.lines)
    except NotExpressible as error:
        return _fail(diagnostic.message for diagnostic in error.diagnostics)
    except LayerloomError as error:
        return _fail(str(error).splitlines())
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would flush, and complain, once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(["Interrupted."])
    except MemoryError:
        return _fail(["There was not enough memory for this."])
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        where = parser.prog.replace("python ", "python -X dev ", 1)
        kind = type(error).__name__
        return _fail([f"This is a fault of Layerloom: {kind}: {error} (`{where} …` shows where)."])
    return 0


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def _fail(lines: Iterable[str]) -> int:
    for line in lines:
        print(one_line(line), file=sys.stderr)
    return 1
