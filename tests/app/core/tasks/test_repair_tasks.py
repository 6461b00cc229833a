"""Repairs are offered that work, with the price of each."""

from __future__ import annotations

import pytest

from app.core.tasks.repair_tasks import repairs
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.patching import patched
from tests.app.designs import dense

pytestmark = pytest.mark.keras


def test_every_reason_of_a_comparator_has_repairs_with_a_price() -> None:
    design = gallery.load("siamese_comparator")
    found = repairs(design)
    assert {one.reason for one in found} == {0, 1, 2, 3}
    apart = next(one for one in found if one.reason == 2)
    assert (apart.before, apart.after, apart.calls, apart.left) == (217_537, 418_497, (8, 8), 3)
    value = to_json(design)
    after = patched(value, apart.patch)
    assert after != value
    assert patched(after, apart.back) == value


def test_a_design_with_errors_or_without_reasons_has_none() -> None:
    assert repairs(dense(-3)) == []
    assert repairs(dense(3)) == []
