"""What a failed task comes back as."""

from __future__ import annotations

import pytest

from app.core.tasks import task_outcome
from model_codegen import gallery
from model_codegen.design.errors import NotExpressible


def fail(error: BaseException) -> None:
    raise error


def test_a_users_mistake_comes_back_in_its_own_words() -> None:
    outcome = task_outcome.run(gallery.load, "mpl")
    assert outcome.failure.startswith("The gallery has no entry 'mpl'.")
    assert outcome.details == ""
    assert task_outcome.run(fail, NotExpressible("sequential", ())).failure == "NotExpressible"


def test_a_fault_comes_back_as_its_first_line_and_its_traceback_for_the_log() -> None:
    outcome = task_outcome.run(fail, ValueError("first line\nsecond line"))
    assert outcome.failure == "This did not work: ValueError: first line"
    assert "Traceback" in outcome.details


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt(), GeneratorExit()])
def test_code_that_ends_its_process_is_told(error: BaseException) -> None:
    outcome = task_outcome.run(fail, error)
    assert outcome.failure == f"The code ended what ran it: {type(error).__name__}."
