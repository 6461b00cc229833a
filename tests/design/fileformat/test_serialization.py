"""The file format: round trips, and one clear sentence for whatever is no design."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.schema import FARTHEST
from model_codegen.design.fileformat.serialization import (
    MAX_BYTES,
    dumps,
    load,
    loads,
    save,
    to_json,
)
from model_codegen.design.graph import (
    COLORS,
    Comment,
    Design,
    Expression,
    Frame,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Recorded,
    Slice,
    SubModel,
    TensorRef,
    TensorSpec,
)
from tests.design.fileformat.documents import call, minimal
from tests.design.fileformat.trainings import TRAININGS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TENSORS = st.builds(TensorRef, TEXT, st.integers(0, 2**31))
SLICE_PARTS = st.none() | INTEGERS | TENSORS
SCALARS = st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False) | TEXT | st.just(...)
ARGUMENTS = st.recursive(
    SCALARS
    | TENSORS
    | st.builds(Missing)
    | st.builds(Expression, TEXT)
    | st.builds(Slice, SLICE_PARTS, SLICE_PARTS, SLICE_PARTS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=6,
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | FINITE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
SPECS = st.builds(
    TensorSpec, st.lists(st.none() | st.integers(0, 2**31), max_size=3).map(tuple), TEXT
)
RECORDED = st.builds(
    Recorded, st.lists(SPECS, min_size=1, max_size=2).map(tuple), st.integers(0, 2**62), TEXT
)
LAYERS = st.builds(
    Layer,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, JSON_VALUES, max_size=3),
    st.none() | TEXT,
    st.booleans(),
    st.none() | st.integers(0, 2**31),
    st.none() | RECORDED,
)
SETTINGS = st.dictionaries(TEXT, JSON_VALUES, max_size=2)
BLOCKS = st.builds(SubModel, TEXT, TEXT, st.booleans(), SETTINGS, INTEGERS)
OPERATIONS = LAYERS | st.builds(Op, TEXT) | BLOCKS
NODES = st.builds(
    Node,
    TEXT,
    st.lists(ARGUMENTS, max_size=3).map(tuple),
    st.dictionaries(TEXT, ARGUMENTS, max_size=2),
)


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(TEXT, inner, max_size=3)
        ),
        max_leaves=4,
    )


GRAPHS = st.builds(
    ModelGraph,
    TEXT,
    st.dictionaries(TEXT, OPERATIONS, max_size=3),
    st.dictionaries(TEXT, NODES, max_size=3),
    trees(TEXT),
    st.just("auto") | trees(TENSORS),
    st.lists(TEXT, max_size=3).map(tuple),
    parameters=SETTINGS,
)
PLACES = st.floats(-FARTHEST, FARTHEST)
POINTS = st.tuples(PLACES, PLACES)
FRAMES = st.builds(
    Frame, TEXT, st.lists(TEXT, max_size=3).map(tuple), st.sampled_from(COLORS), st.booleans()
)
COMMENTS = st.builds(
    Comment,
    TEXT,
    st.none() | TEXT,
    st.none() | POINTS,
    st.none() | POINTS,
    st.sampled_from(COLORS),
)
DESIGNS = st.builds(
    Design,
    TEXT,
    GRAPHS,
    st.dictionaries(TEXT.filter(lambda key: key != "main"), GRAPHS, max_size=2),
    TEXT,
    st.dictionaries(TEXT, st.dictionaries(TEXT, POINTS, max_size=2), max_size=2),
    frames=st.dictionaries(TEXT, st.dictionaries(TEXT, FRAMES, max_size=2), max_size=2),
    comments=st.dictionaries(TEXT, st.dictionaries(TEXT, COMMENTS, max_size=2), max_size=2),
    training=st.none() | TRAININGS,
)


@given(DESIGNS)
def test_every_design_comes_back_equal_and_is_written_the_same_again(design: Design) -> None:
    text = dumps(design)
    again = loads(text)
    assert again == design
    assert dumps(again) == text
    assert loads(text.encode()) == design


@given(DESIGNS)
def test_the_order_of_ids_leaves_no_trace_in_the_file(design: Design) -> None:
    main = design.main
    turned = ModelGraph(
        main.name,
        dict(reversed(main.operations.items())),
        dict(reversed(main.nodes.items())),
        main.inputs,
        main.outputs,
        main.output_order,
        parameters=main.parameters,
    )
    models = dict(reversed(design.models.items()))
    assert dumps(replace(design, main=turned, models=models)) == dumps(design)


def test_argument_forms_are_tagged_where_json_has_no_word_for_them() -> None:
    arguments = (
        TensorRef("a", 1),
        Missing(),
        [TensorRef("a"), TensorRef("a")],
        (1, "x"),
        {"key": None},
        Expression("4 * filters"),
        Slice(None, 3, TensorRef("n")),
        ...,
        float("inf"),
        0.5,
        True,
    )
    design = Design("d", ModelGraph("g", nodes={"n": Node("o", arguments)}))
    assert to_json(design)["main"]["nodes"]["n"]["args"] == [
        {"tensor": ["a", 1]},
        {"missing": True},
        [{"tensor": ["a", 0]}, {"tensor": ["a", 0]}],
        {"tuple": [1, "x"]},
        {"dict": {"key": None}},
        {"expression": "4 * filters"},
        {"slice": [None, 3, {"tensor": ["n", 0]}]},
        {"ellipsis": True},
        {"float": "inf"},
        0.5,
        True,
    ]
    assert loads(dumps(design)) == design


def test_nan_among_the_arguments_survives() -> None:
    text = json.dumps(call({"float": "nan"}))
    (argument,) = loads(text).main.nodes["merge"].args
    assert argument != argument
    assert '"float": "nan"' in dumps(loads(text))


def test_defaults_may_be_left_out() -> None:
    design = loads(json.dumps(minimal()))
    assert design == Design("m", ModelGraph("m"))


@pytest.mark.parametrize("name", gallery.names())
def test_gallery_files_are_written_the_canonical_way(name: str) -> None:
    assert dumps(gallery.load(name)) == gallery.text(name)


@settings(max_examples=300)
@given(st.text() | st.binary() | JSON_VALUES.map(json.dumps))
def test_any_text_is_a_design_or_a_sentence(text: str | bytes) -> None:
    with pytest.raises(DesignError) as caught:
        loads(text)
    assert_sentence(str(caught.value))


@settings(max_examples=300)
@given(st.data())
def test_a_mutated_design_is_a_design_or_a_sentence(data: st.DataObject) -> None:
    value = json.loads(gallery.text(data.draw(st.sampled_from(gallery.names()))))
    spot = value
    while True:
        keys = [*spot] if isinstance(spot, dict) else [*range(len(spot))]
        key = data.draw(st.sampled_from(keys))
        inner = spot[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        spot = inner
    if data.draw(st.booleans()) and isinstance(spot, dict):
        del spot[key]
        spot[data.draw(TEXT)] = inner
    else:
        spot[key] = data.draw(
            JSON_VALUES
            | st.sampled_from([{"tensor": ["x"]}, {"slice": [1]}, {"dict": []}, {"float": 1}])
        )
    accept_or_explain(json.dumps(value))


@settings(max_examples=200)
@given(st.sampled_from(gallery.names()), st.integers(0), st.integers(0, 5), st.text(max_size=3))
def test_a_damaged_file_is_a_design_or_a_sentence(
    name: str, at: int, length: int, insert: str
) -> None:
    text = gallery.text(name)
    at %= len(text)
    accept_or_explain(text[:at] + insert + text[at + length :])


def accept_or_explain(text: str) -> None:
    try:
        design = loads(text)
    except DesignError as error:
        assert_sentence(str(error))
    else:
        assert loads(dumps(design)) == design


def assert_sentence(message: str) -> None:
    assert message[0].isupper()
    assert message.endswith(".")
    assert message.isprintable()
    assert len(message) < 1000
    for jargon in ("Wire", "pydantic", "Input should", "loc", "ctx"):
        assert jargon not in message.split()


def test_a_text_larger_than_the_limit_is_refused_before_it_is_parsed() -> None:
    for text in (" " * (MAX_BYTES + 1), b" " * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1)):
        with pytest.raises(DesignError, match="more than the 16 MB that a design may have"):
            loads(text)


def test_five_thousand_nodes_come_back() -> None:
    names = [f"dense_{index}" for index in range(5_000)]
    graph = ModelGraph(
        "large",
        {name: Layer("keras.layers.Dense", name, {"units": 64}) for name in names},
        {
            name: Node(name, (TensorRef(source),))
            for source, name in zip(["x", *names], names, strict=False)
        },
    )
    places = {name: (0.0, 120.0 * row) for row, name in enumerate(names)}
    design = Design("large", graph, positions={"main": places})
    assert loads(dumps(design)) == design


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"units": {1}}, "In main.operations.a.config.units: a Python set is no JSON value."),
        ({"units": float("nan")}, "In main.operations.a.config.units: nan is no JSON number."),
        ({"units": {3: 4}}, "In main.operations.a.config.units: the key 3 is not a text."),
        (
            {"units": "\udfff"},
            "In main.operations.a.config.units: "
            "half of a character (a lone surrogate) is not text.",
        ),
    ],
)
def test_what_json_cannot_say_is_not_written(config: dict[str, Any], sentence: str) -> None:
    design = Design("d", ModelGraph("g", {"a": Layer("keras.layers.Dense", "a", config)}))
    with pytest.raises(DesignError) as caught:
        dumps(design)
    assert str(caught.value) == sentence


def test_endless_arguments_are_not_written() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(DesignError, match="nested too deeply"):
        dumps(Design("d", ModelGraph("g", nodes={"n": Node("o", (endless,))})))


def test_save_and_load(tmp_path: Path) -> None:
    path = tmp_path / "design.json"
    design = gallery.load("multi_task")
    save(design, path)
    assert load(str(path)) == design
    assert path.read_text("utf-8") == dumps(design)


def test_a_failed_save_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "design.json"
    save(gallery.load("mlp"), path)
    before = path.read_bytes()
    broken = Design("d", ModelGraph("g", {"a": Layer("keras.layers.Dense", "a", {"units": {1}})}))
    with pytest.raises(DesignError):
        save(broken, path)
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]
