"""The commands of an operator; docs/operating.md tells when."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.core import settings
from app.core.store import backup
from app.core.store.errors import DraftError


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked for; 1 where that failed, with a sentence on standard error."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "backup":
            backup.backup(settings.database(), given.file)
            print(f"Saved: {given.file}")
        elif given.command == "restore":
            before = backup.restore(settings.database(), given.file)
            print(f"Restored from {given.file}.")
            if before is not None:
                print(f"What was there before is in {before}.")
        else:
            count = backup.copy(settings.database(), given.target)
            print(f"Copied: {count:,} rows. Set LAYERLOOM_DATABASE to use them.")
    except DraftError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app.core.store",
        description="The database is that of LAYERLOOM_DATABASE, else the SQLite file.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    saved = commands.add_parser("backup", help="save it in a file; servers may run")
    saved.add_argument("file", type=Path)
    taken = commands.add_parser("restore", help="take it from such a file; no server may run")
    taken.add_argument("file", type=Path)
    copied = commands.add_parser("copy", help="copy all of it into another, empty database")
    copied.add_argument("target", metavar="URL", help="as LAYERLOOM_DATABASE has it")
    return parser
