"""A definition is frozen if it is in each place where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.design.graph import SubModel
from model_codegen.equivalence.frozen_models import always_frozen
from tests.emitters import drafts

pytestmark = pytest.mark.keras


def test_one_instance_that_is_trained_is_enough() -> None:
    design = drafts.ALL["copied_block"]()
    assert always_frozen(design) == frozenset()
    operations = {
        key: replace(operation, trainable=False) if isinstance(operation, SubModel) else operation
        for key, operation in design.main.operations.items()
    }
    frozen = replace(design, main=replace(design.main, operations=operations))
    assert always_frozen(frozen) == {"tower"}
