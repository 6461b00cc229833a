"""What a process answers; whole processes are tested in test_job_process.py."""

from __future__ import annotations

import operator
import pickle
import sys
import threading
from typing import Any

import pytest

from app.core.workers import job_loop


@pytest.mark.parametrize(
    ("function", "arguments", "said"),
    [
        (operator.add, (1, 2), ""),
        (threading.Lock, (), "could not be sent"),
        (sys.exit, (3,), "SystemExit"),
        (operator.truediv, (1, 0), "ZeroDivisionError"),
    ],
)
def test_a_process_answers_whatever_its_job_does(
    function: object, arguments: tuple[Any, ...], said: str
) -> None:
    outcome = pickle.loads(job_loop._answer(pickle.dumps((function, arguments))))
    assert outcome.value == (None if said else 3)
    assert said in outcome.failure
