"""What the server writes of itself: for people, or as JSON for whatever collects logs.

Nothing that anybody has drawn is in a line of JSON, and nothing that opens a draft: of an exception
there is its class and where it was raised, and not what it says.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

import streamlit.logger

AUDIT = "app.core.people.audit"

LONGEST = 500
"""Letters of a message."""

_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_-])"
    r"(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[0-9_-])[A-Za-z0-9_-]{16,}"
    r"|[0-9a-f]{32,}"
)
"""Ids of drafts, runs, links and sessions, tokens of browsers, digests."""


class JsonFormatter(logging.Formatter):
    """One JSON object a line.

    | key | what it is |
    |---|---|
    | `at` | when, in UTC |
    | `level`, `logger` | as Python has them |
    | `message` | the first line of what is said |
    | `action` | of a line of the audit, see `app.core.people.audit` |
    | `error`, `frames` | the class of an exception, and the lines of source that led to it |
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        message, *more = record.getMessage().split("\n")
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _TOKEN.sub("…", message)[:LONGEST],
        }
        if isinstance(action := getattr(record, "action", None), str):
            said["action"] = action
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            said["error"] = type(error).__name__
            said["frames"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        elif frames := [line.strip() for line in more if line.startswith('  File "')]:
            said["frames"] = frames  # of an exception in another process, which came as text
        return json.dumps(said, ensure_ascii=False)


def set_up(as_json: bool) -> None:
    """Have all loggers of this process write to standard error.

    Args:
        as_json: Whether they write JSON; else Streamlit's write as it has them, and ours as
            Python does, with the lines of the audit.
    """
    handler = logging.StreamHandler(sys.stderr)
    logging.getLogger(AUDIT).setLevel(logging.INFO)
    if not as_json:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger("app").addHandler(handler)
        logging.getLogger("app").propagate = False
        return
    handler.setFormatter(JsonFormatter())
    handler.addFilter(_is_worth_it)
    root = logging.getLogger()
    for before in root.handlers[:]:
        root.removeHandler(before)
    root.addHandler(handler)
    # Streamlit gives each of its loggers, and of uvicorn's, a handler of its own, later ones too.
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.partition(".")[0] in (
            "streamlit",
            "uvicorn",
        ):
            _hand_on(logger)
    streamlit.logger.setup_formatter = _hand_on


def _is_worth_it(record: logging.LogRecord) -> bool:
    """Not what uvicorn says of each request, with its address."""
    return record.levelno >= logging.WARNING or record.name == AUDIT


def _hand_on(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True
