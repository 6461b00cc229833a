"""The JSON form of an analysis, and its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import TypeAdapter

from model_codegen import gallery
from model_codegen.analysis import Analysis, analyse, json_schema, to_json
from model_codegen.design.graph import Design
from tests.drafting import design, inp, layer, ref
from tests.strategies import drafts

pytestmark = pytest.mark.keras

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@pytest.mark.parametrize("name", gallery.names())
def test_the_gallerys_analyses_follow_the_schema(name: str) -> None:
    VALIDATOR.validate(to_json(analyse(gallery.load(name))))


@given(drafts())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_analyses_of_drafts_follow_the_schema_and_are_plain_json(draft: Design) -> None:
    value = to_json(analyse(draft))
    VALIDATOR.validate(value)
    assert json.loads(json.dumps(value)) == value


def test_it_says_all_that_the_analysis_says() -> None:
    analysis = analyse(gallery.load("siamese_copied"))
    value = to_json(analysis)
    dumped = TypeAdapter(Analysis).dump_python(analysis, mode="json")
    for graph_id, graph in dumped["graphs"].items():
        assert {**value["graphs"][graph_id], "outputs": None} == {**graph, "outputs": None}
    assert value["diagnostics"] == dumped["diagnostics"]


def test_outputs_are_tagged_as_in_the_design_file() -> None:
    keyed = design({"x": (inp(4),), "a": (layer("Dense", units=2), "x")}, outputs={"out": ref("a")})
    outputs = to_json(analyse(keyed))["graphs"]["main"]["outputs"]
    assert outputs == {"dict": {"out": {"tensor": ["a", 0]}}}
