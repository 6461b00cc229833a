"""Heads and inputs as the analysis knows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.training import head_list
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.graph import TensorRef
from model_codegen.design.training import Data, Feed, FieldFacts, Training


@pytest.fixture
def session(idle: Workspaces) -> Session:
    made = opening.open_session(idle, None, None)
    documents.put(made, gallery.load("siamese_comparator"))
    return made


def test_heads_and_inputs_have_names_before_anything_is_analysed(session: Session) -> None:
    assert head_list.names(session) == ["same_digit"]
    assert head_list.inputs(session) == [
        ("left", TensorRef("left")),
        ("right", TensorRef("right")),
    ]
    assert head_list.shape_text(session, "same_digit") == ""


def test_shapes_come_with_the_analysis(session: Session) -> None:
    spec = {"shape": [None, 1], "dtype": "float32"}
    nodes = {"same_digit": {"outputs": [spec]}, "left": {"outputs": None}}
    result = {"graphs": {"main": {"nodes": nodes}}}
    session.workspace.analysed = Analysed(1, session.design, {}, result)
    assert head_list.shape_text(session, "same_digit") == "(None, 1) float32"
    assert head_list.spec(session, TensorRef("left")) is None


def test_labels_are_those_of_the_one_field_that_is_learned() -> None:
    fields = {"label": FieldFacts((), "int64", labels={"0": 3, "1": 2}), "x": FieldFacts()}
    data = Data("csv", fields=fields, targets={"a": Feed(("label",)), "b": Feed(("label", "x"))})
    training = Training(data=data)
    assert head_list.labels(training, "a") == ["0", "1"]
    assert head_list.labels(training, "b") == []
    assert head_list.labels(replace(training, data=None), "a") == []
