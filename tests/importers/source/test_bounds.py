"""What reading a text may cost."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import (
    MOST_APPLICATIONS,
    MOST_IDLE,
    Budget,
    Idle,
    NotFollowed,
    OutOfBounds,
)


def test_steps_without_a_layer_are_idle_and_a_layer_ends_that() -> None:
    budget = Budget()
    budget.spend(MOST_IDLE)
    budget.make()
    budget.spend(MOST_IDLE - 8)
    with pytest.raises(Idle):
        budget.spend()


def test_what_keras_works_out_is_counted_once() -> None:
    budget = Budget()
    before = budget.steps
    budget.work_out(("shapes", 1))
    once = before - budget.steps
    budget.work_out(("shapes", 1))
    assert before - budget.steps == once > 0


def test_applications_are_counted_by_themselves() -> None:
    budget = Budget(applications=MOST_APPLICATIONS - 1)
    budget.make_application()
    with pytest.raises(OutOfBounds):
        budget.make_application()


def test_a_list_that_holds_another_many_times_weighs_all_of_it() -> None:
    inner: list[object] = [0] * 100
    for _ in range(4):
        inner = [inner] * 100
    with pytest.raises(NotFollowed):
        Budget().weigh(inner)
