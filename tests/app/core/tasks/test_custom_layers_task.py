"""A design's own layers, built."""

from __future__ import annotations

import pytest

from app.core.custom import template
from app.core.tasks import custom_layers_task
from model_codegen.design.custom_code import digest
from model_codegen.design.errors import UntrustedCodeError
from model_codegen.design.graph import Recorded
from tests.app.core.session.test_building import FOUND, design

pytestmark = pytest.mark.keras


def test_the_template_has_a_weight_for_each_feature() -> None:
    found = custom_layers_task.record(design(), digest(design().code))
    assert found.failures == ()
    assert found.recorded == {"main": {"scale": FOUND}}
    assert template.NAME in design().code


def test_code_that_nobody_trusts_does_not_run() -> None:
    with pytest.raises(UntrustedCodeError):
        custom_layers_task.record(design(Recorded(())), "")
