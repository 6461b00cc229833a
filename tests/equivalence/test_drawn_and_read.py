"""Random designs with parameters of blocks, repeats, frames and comments, written and read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import (
    Comment,
    Design,
    Frame,
    ModelGraph,
    SubModel,
)
from model_codegen.emitters import emit
from model_codegen.emitters.comments import comment_lines
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras

WIDTH = 4
UNITS = ("units", "2 * units", "units + 1", "(units + 3) // 2", "units ** 2")
TEXTS = ("one", "one\ntwo", " one\n\n  two", "# one", 'it\'s "one"', "größer → kleiner", "x = 1")
TITLES = ("encoder", "decoder", "my part", "1st", "")


def _unit(draw: Any, name: str, inner: str | None) -> ModelGraph:
    """A block with two parameters, whose tensors are `WIDTH` wide; `inner` is one inside it."""
    d = Draft(name)
    start = x = d.input("input_layer", WIDTH)
    act = {"expression": "act"} if draw(st.booleans()) else "relu"
    wide = {"expression": draw(st.sampled_from(UNITS))}
    x = d.layer("Dense", "wide", x, units=wide, activation=act)
    x = d.layer("Dense", "narrow", x, units=WIDTH)
    if inner is not None:
        own: dict[str, Any] = {}
        if draw(st.booleans()):
            own["units"] = {"expression": draw(st.sampled_from(UNITS[:2]))}
        if draw(st.booleans()):
            own["act"] = {"expression": "act"}
        d.operations["own"] = SubModel(inner, "own", True, own, draw(st.integers(1, 3)))
        x = d.again("own", "own", x)
    if draw(st.booleans()):
        x = d.layer("Add", "add", [start, x])
    return replace(d.graph("input_layer"), parameters={"units": 3, "act": "relu"})


@st.composite
def designs(draw: Any) -> Design:
    models = {"unit": _unit(draw, "unit", None)}
    if draw(st.booleans()):
        models["stage"] = _unit(draw, "stage", "unit")
    d = Draft("model")
    made = [d.input("features", WIDTH)]
    for index in range(draw(st.integers(2, 5))):
        name = f"step_{index}"
        x = made[-1] if draw(st.integers(0, 2)) else draw(st.sampled_from(made))
        kind = draw(st.sampled_from(("dense", "op", "add", "block", "block", "block", "again")))
        called = [k for k, o in d.operations.items() if isinstance(o, SubModel)]
        if kind == "dense":
            made.append(d.layer("Dense", name, x, units=WIDTH))
        elif kind == "op":
            made.append(d.op("relu", name, x))
        elif kind == "add":
            made.append(d.layer("Add", name, [x, draw(st.sampled_from(made))]))
        elif kind == "again" and called:
            made.append(d.again(draw(st.sampled_from(called)), name, x))
        else:
            values = {"units": st.integers(1, 5).filter(lambda n: n != 3), "act": st.just("gelu")}
            own = {key: draw(value) for key, value in values.items() if draw(st.booleans())}
            repeat = draw(st.integers(1, 3))
            model = draw(st.sampled_from([*models]))
            d.operations[name] = SubModel(model, name, True, own, repeat)
            made.append(d.again(name, name, x))
    nodes = [ref.node for ref in made]
    used = {o.model for o in d.operations.values() if isinstance(o, SubModel)}
    used |= {"unit"} if "stage" in used else set()
    comments = {
        f"c{index}": Comment(draw(st.sampled_from(TEXTS)), node)
        for index, node in enumerate(nodes)
        if draw(st.booleans())
    }
    inner = (
        {"q": Comment(draw(st.sampled_from(TEXTS)), "wide")} if used and draw(st.booleans()) else {}
    )
    frames = {}
    for index in range(draw(st.integers(0, 2))):
        first = draw(st.integers(0, len(nodes) - 1))
        last = draw(st.integers(first + 1, len(nodes)))
        frames[f"f{index}"] = Frame(draw(st.sampled_from(TITLES)), tuple(nodes[first:last]), "blue")
    return replace(
        d.design("features"),
        models={key: models[key] for key in models if key in used},
        comments={key: words for key, words in (("main", comments), ("unit", inner)) if words},
        frames={"main": frames} if frames else {},
    )


def said(design: Design, graph_id: str) -> dict[str, list[str]]:
    """What is said about each call, in lines."""
    found = design.comments.get(graph_id, {}).values()
    return {c.node: [*comment_lines(c.text)] for c in found if c.node is not None}


def blocks(design: Design) -> dict[str, Any]:
    """The instances of each graph, with what they are given; and the parameters that they have."""
    found: dict[str, Any] = {}
    pending = [("", design.main)]
    while pending:
        place, graph = pending.pop()
        for operation in graph.operations.values():
            if isinstance(operation, SubModel):
                inner, name = design.models[operation.model], f"{place}/{operation.name}"
                found[name] = operation.repeat, operation.arguments, inner.parameters
                pending.append((name, inner))
    return found


@pytest.mark.parametrize(
    ("style", "fold"), [("functional", False), ("functional", True), ("subclass", False)]
)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(designs())
def test_what_was_drawn_comes_back_from_its_source(style: str, fold: bool, design: Design) -> None:
    text = emit(design, style, fold=fold).text
    read = from_source(text)
    assert read.diagnostics == (), text
    found = reconciled(design, read.design, traced=read.traced)
    assert dumps(found) == dumps(design), text
    # What the text says itself, without what was there before:
    assert blocks(read.design) == blocks(design), text
    silent = replace(design, comments={})
    found = reconciled(silent, read.design, traced=read.traced)
    for key in ("main", "unit"):
        wanted = said(design, key)
        if style == "subclass":
            wanted.pop("features", None)  # what `call` takes has no line of its own
        assert said(found, key) == wanted, text
