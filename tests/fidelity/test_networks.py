"""Small networks in the manner of well-known ones: every style computes and learns the same."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from fidelity.networks import NETWORKS, network
from model_codegen.analysis import analyse
from model_codegen.design.graph import Design
from model_codegen.execution.build import build
from model_codegen.importers import from_model
from model_codegen.verify.prove import prove

pytestmark = pytest.mark.keras


@cache
def read(name: str) -> tuple[Any, Design]:
    """A network, and the design that it is read as."""
    model = network(name)
    return model, from_model(model).design


@pytest.mark.parametrize("name", NETWORKS)
def test_every_style_is_the_same_in_inference_and_in_training(name: str) -> None:
    model, design = read(name)
    analysis = analyse(design)
    assert not [d for d in analysis.diagnostics if d.severity != "advice"]
    report = prove(design, analysis=analysis)
    assert report.agrees, report.training
    weights = sum(weight.trainable for weight in model.weights), len(model.weights)
    for proof in report.built:
        assert (proof.training.gradients, proof.training.weights) == weights
        assert proof.params == model.count_params()
        assert proof.training.compared.difference == 0.0
        assert proof.training.compared.values == 1 + proof.trainable_params + proof.params


@pytest.mark.parametrize("name", NETWORKS)
def test_lists_of_weights_line_up(name: str) -> None:
    """Those of the model itself and of the classes, flat and folded; a value tells its place."""
    model, design = read(name)
    values = [np.full(w.shape, place, w.dtype) for place, w in enumerate(model.weights)]
    paths = [weight.path.split("/")[-2:] for weight in model.weights]
    for fold in (False, True):
        subclass = build(design, "subclass", fold=fold)
        assert [weight.path.split("/")[-2:] for weight in subclass.weights] == paths
        subclass.set_weights(values)
        assert all(np.all(w.numpy() == place) for place, w in enumerate(subclass.weights))
