"""What is built from a design imports back to an equal one: live, and from every kind of file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.execution.build import build
from model_codegen.importers import from_file, from_model
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests import strategies
from tests.emitters import drafts
from tests.emitters.draft import Draft
from tests.importers.models import inputs_of

pytestmark = [
    pytest.mark.keras,
    # Of Keras, when it saves under NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),
    # What random graphs and `masked_block` do and people should not; Keras tells.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
]

DESIGNS = dict.fromkeys(gallery.names(), gallery.load) | {
    name: lambda _, make=make: make() for name, make in drafts.ALL.items()
}

# Keras numbers the layers inside an application on from those that were made before it.
RENUMBERED = {"frozen_base": {"rescaling_1": "rescaling"}}

# The classes convert their inputs by an operation, which a drawing of them then shows.
CONVERTING = {"mixed_block"}

# In a class, the second copy of a block is given what the first one computes in half precision.
HALF = {"shared_frozen"}

RANDOM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def counted_anew(design: Design, style: str = "functional") -> Any:
    """The model of a design, its names as in a new interpreter."""
    analyse(design)  # which makes applications, once
    keras.utils.clear_session(free_memory=False)
    return build(design, style)


def told(name: str, design: Design) -> str:
    """The normal form, with the names of layers inside of an application as Keras begins them."""
    text = dumps(normal_form(design))
    for after, alone in RENUMBERED.get(name, {}).items():
        assert text.count(f'"{after}"') <= 1
        text = text.replace(f'"{after}"', f'"{alone}"')
    return text


def design_of(name: str) -> Design:
    return DESIGNS[name](name)


def test_the_normal_form_is_its_own() -> None:
    for name in ("attention_block", "multi_task", "nested_blocks", "sentiment_bilstm"):
        normal = normal_form(design_of(name))
        assert dumps(normal_form(normal)) == dumps(normal)


@pytest.mark.parametrize("name", sorted(DESIGNS))
def test_a_live_model_and_its_files_are_the_design(name: str, tmp_path: Path) -> None:
    design = design_of(name)
    wanted = told(name, design)
    model = counted_anew(design)
    result = from_model(model)
    assert result.diagnostics == ()
    assert told(name, result.design) == wanted
    model.save(tmp_path / "m.keras")
    assert told(name, from_file(tmp_path / "m.keras").design) == wanted
    (tmp_path / "m.json").write_text(model.to_json(), encoding="utf-8")
    found = from_file(tmp_path / "m.json")
    if design.operations:  # JSON does not tell which layers are one
        assert told(name, found.design) != wanted
        assert all(note.code == "maybe-shared" for note in found.diagnostics)
    else:
        assert told(name, found.design) == wanted
    assert told(name, from_file((tmp_path / "m.keras").read_bytes()).design) == wanted


@pytest.mark.filterwarnings("ignore:.*HDF5")
@pytest.mark.parametrize("name", ["attention_block", "mlp", "operators", "shared_block"])
def test_a_model_in_hdf5_is_the_design(name: str, tmp_path: Path) -> None:
    design = design_of(name)
    build(design).save(tmp_path / "m.h5")
    assert dumps(normal_form(from_file(tmp_path / "m.h5").design)) == dumps(normal_form(design))


@pytest.mark.parametrize("name", sorted(set(DESIGNS) - CONVERTING - HALF))
def test_a_subclassed_model_is_followed_through_its_call(name: str) -> None:
    design = design_of(name)
    with symbolic_scope("float32"):
        inputs = inputs_of(build(design))
    followed = from_model(counted_anew(design, "subclass"), inputs).design
    assert told(name, followed) == told(name, design)


def test_axes_that_building_settles_are_told_as_written_in_a_chain(tmp_path: Path) -> None:
    d = Draft("settled")
    x = d.layer("LayerNormalization", "layer_normalization", d.input("x", 5, 4))
    x = d.layer("RMSNormalization", "rms_normalization", x, axis=1)
    d.layer("BatchNormalization", "batch_normalization", x)
    design = d.design("x")
    model = build(design, "sequential")
    wanted = dumps(normal_form(design))
    assert dumps(normal_form(from_model(model).design)) == wanted
    model.save(tmp_path / "m.keras")
    assert dumps(normal_form(from_file(tmp_path / "m.keras").design)) == wanted


@RANDOM
@given(strategies.designs())
@pytest.mark.timeout(1800)
def test_random_designs_import_back(design: Design) -> None:
    with symbolic_scope("float32"):
        model = build(design)
    wanted = dumps(normal_form(design))
    assert dumps(normal_form(from_model(model).design)) == wanted
    text = json.dumps(json.loads(model.to_json())).encode()
    assert dumps(normal_form(from_file(text).design)) == wanted
