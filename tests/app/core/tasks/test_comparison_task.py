"""Two designs compared in a worker."""

from __future__ import annotations

import pytest

from app.core.tasks import comparison_task
from model_codegen import gallery

pytestmark = pytest.mark.keras


def test_what_comes_of_it_has_the_analyses_for_the_pictures() -> None:
    before, after = gallery.load("siamese_copied"), gallery.load("siamese_comparator")
    compared = comparison_task.compare(before, after, 32)
    assert compared.comparison.batch == 32
    totals = [result["graphs"]["main"]["total_params"] for result in compared.results]
    assert totals == [434_945, 217_537]
    assert compared.comparison.after.params == 217_537
