"""What the server writes of itself."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit.logger

from app.serving import logs
from app.serving.logs import JsonFormatter


def line(message: str, *values: object, error: BaseException | None = None) -> dict[str, Any]:
    about = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("app.x", logging.ERROR, __file__, 1, message, values, about)
    found: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return found


def test_a_line_says_when_who_and_what() -> None:
    found = line("The process that %s did not start", "computes shapes")
    assert found.pop("at").endswith("+00:00")
    assert found == {
        "level": "error",
        "logger": "app.x",
        "message": "The process that computes shapes did not start",
    }


def test_of_an_exception_there_is_no_message() -> None:
    try:
        json.loads("{my secret layer}")
    except ValueError as error:
        found = line("A draft could not be read", error=error)
    assert found["error"] == "JSONDecodeError"
    assert any("decoder.py" in frame for frame in found["frames"])
    assert "secret" not in json.dumps(found)


def test_nor_of_one_that_came_from_another_process() -> None:
    found = line(
        'A job failed:\nTraceback:\n  File "a.py", line 3, in b\n    x\nE: my secret layer'
    )
    assert found["frames"] == ['File "a.py", line 3, in b']
    assert "secret" not in json.dumps(found)


def test_nothing_that_opens_a_draft_is_written() -> None:
    for _ in range(50):
        for token in (secrets.token_hex(16), f"{secrets.token_urlsafe(16)}_aB3"):
            assert token not in line(f"/?draft={token} and more")["message"]
    plain = (
        "The process that computes shapes stopped (signal 9): StarletteSessionClientDisconnected"
    )
    assert line(plain)["message"] == plain


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leaves all loggers as they were."""
    root = logging.getLogger()
    known = [
        root,
        *map(logging.getLogger, ("app", logs.AUDIT)),
        *streamlit.logger._loggers.values(),
    ]
    before = [(one, one.handlers[:], one.propagate, one.level) for one in known]
    monkeypatch.setattr(streamlit.logger, "setup_formatter", streamlit.logger.setup_formatter)
    yield
    for logger, handlers, propagate, level in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.mark.usefixtures("as_before")
def test_all_loggers_write_json_streamlits_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(as_json=True)
    logging.getLogger("app.core.x").warning("ours")
    logging.getLogger(logs.AUDIT).info("audit: share", extra={"action": "share"})
    access = streamlit.logger.get_logger("uvicorn.access_of_this_test")
    access.setLevel(logging.INFO)
    access.info("GET /oauth2callback?code=secret")
    streamlit.logger.get_logger("streamlit.of_this_test").error("theirs")
    lines = [json.loads(text) for text in capsys.readouterr().err.splitlines()]
    assert [one["message"] for one in lines] == ["ours", "audit: share", "theirs"]
    assert lines[1]["action"] == "share"


@pytest.mark.usefixtures("as_before")
def test_people_read_lines_with_the_audit_among_them(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(as_json=False)
    logging.getLogger("app.core.x").info("not said")
    logging.getLogger(logs.AUDIT).info("audit: share")
    [said] = capsys.readouterr().err.splitlines()
    assert said.endswith("INFO app.core.people.audit: audit: share")
