"""What a process that does jobs does: one thing at a time, as it is asked over its pipe."""

from __future__ import annotations

import contextlib
import pickle
import signal
from multiprocessing.connection import Connection
from typing import Any

from app.core.tasks import process_setup
from app.core.tasks.task_outcome import Outcome, run

ANSWER, REPORT = b"a", b"r"
"""What a message from the process begins with: an outcome, or what it is doing just now."""

PROTOCOL = pickle.HIGHEST_PROTOCOL


def serve(pipe: Connection) -> None:
    """Answer until nobody asks.

    Args:
        pipe: Its first message is a pickled function that sets this process up, and its arguments;
            each other one a function that is to be called, and its arguments.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which ends its processes
    process_setup.report_to(lambda stage: pipe.send_bytes(REPORT + stage.encode()))
    with contextlib.suppress(EOFError, OSError):
        prepare, arguments = pickle.loads(pipe.recv_bytes())
        prepare(*arguments)
        while True:
            pipe.send_bytes(ANSWER + _answer(pipe.recv_bytes()))


def _answer(message: bytes) -> bytes:
    outcome = run(_do, message)
    try:
        return pickle.dumps(outcome, PROTOCOL)
    except Exception as error:  # pickling runs the code of whatever is pickled
        return pickle.dumps(Outcome(failure=f"The result could not be sent: {error}"), PROTOCOL)


def _do(message: bytes) -> Any:
    function, arguments = pickle.loads(message)
    return function(*arguments)
