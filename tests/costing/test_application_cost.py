"""What a whole application costs; test_design_cost.py compares one with its layers."""

from __future__ import annotations

import pytest

from model_codegen.costing.application_cost import application_cost
from model_codegen.costing.call import Spec, UnknownCostError
from model_codegen.costing.rules import registry
from tests.costing.test_graph_cost import walk
from tests.costing.test_live_models import NET

pytestmark = pytest.mark.keras


def test_a_layer_of_it_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find", lambda _path: None)
    with pytest.raises(UnknownCostError, match=r"what `keras\.layers\.\w+` in it computes is not"):
        application_cost(NET, [Spec((1, 64, 48, 3))], "float32", walk().inner, training=False)
