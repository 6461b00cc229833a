"""The file format: round trips, and one clear sentence for whatever is no design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import MAX_DEPTH
from model_codegen.design.fileformat.serialization import (
    MAX_BYTES,
    dumps,
    from_json,
    load,
    loads,
    save,
    to_json,
)
from model_codegen.design.graph import (
    Design,
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
OPERATIONS = LAYERS | st.builds(Op, TEXT) | st.builds(SubModel, TEXT, TEXT, st.booleans())
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
)
DESIGNS = st.builds(
    Design,
    TEXT,
    GRAPHS,
    st.dictionaries(TEXT.filter(lambda key: key != "main"), GRAPHS, max_size=2),
    TEXT,
    st.dictionaries(TEXT, st.dictionaries(TEXT, st.tuples(FINITE, FINITE), max_size=2), max_size=2),
)


def minimal(**main: Any) -> dict[str, Any]:
    return {"schema_version": 1, "name": "m", "main": {"name": "m", **main}}


def call(*args: Any) -> dict[str, Any]:
    return minimal(nodes={"merge": {"operation": "merge", "args": list(args)}})


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
    )
    models = dict(reversed(design.models.items()))
    assert dumps(Design(design.name, turned, models, design.dtype_policy, design.positions)) == (
        dumps(design)
    )


def test_argument_forms_are_tagged_where_json_has_no_word_for_them() -> None:
    arguments = (
        TensorRef("a", 1),
        Missing(),
        [TensorRef("a"), TensorRef("a")],
        (1, "x"),
        {"key": None},
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


BROKEN_TEXTS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "This file is empty."),
    "blank": (b" \n\t", "This file is empty."),
    "only a byte order mark": (b"\xef\xbb\xbf", "This file is empty."),
    "prose": (
        "import keras",
        'This is not JSON, so it is no Layerloom design: it begins with the text "import keras".',
    ),
    "truncated after a comma": (
        '{"schema_version": 1,\n "main":',
        "This JSON breaks off at line 2, column 9: the file is incomplete, so copy or save it "
        "again.",
    ),
    "truncated in a text": (
        '{"schema_version": 1, "na',
        "This JSON breaks off at line 1, column 23: the file is incomplete, so copy or save it "
        "again.",
    ),
    "truncated in a word": (
        '{"a": tr',
        "This JSON breaks off at line 1, column 7: the file is incomplete, so copy or save it "
        "again.",
    ),
    "missing comma": (
        '{"a": 1 "b": 2}',
        "This is not valid JSON: a comma or a closing bracket is missing at line 1, column 9.",
    ),
    "text after the end": (
        '{"main": {}} x',
        "This is not valid JSON: there is more text after the end of the design at line 1, "
        "column 14.",
    ),
    "zip": (
        b"PK\x03\x04\x00",
        "This is a ZIP archive, such as a .keras file; a Layerloom design is a JSON text file.",
    ),
    "hdf5": (
        b"\x89HDF\r\n\x1a\n",
        "This is an HDF5 file, such as Keras weights; a Layerloom design is a JSON text file.",
    ),
    "picture": (b"\xff\xd8\xff\xe0", "This is not text; a Layerloom design is JSON in UTF-8."),
    "list": (
        "[1]",
        "This JSON is a list, not a Layerloom design: a design is an object with a `main` graph.",
    ),
    "number": (
        "3",
        "This JSON is the number 3, not a Layerloom design: "
        "a design is an object with a `main` graph.",
    ),
    "keras": (
        '{"class_name": "Functional", "config": {}}',
        "This is a model in Keras' own JSON, not a Layerloom design.",
    ),
    "notebook": ('{"nbformat": 4}', "This is a Jupyter notebook, not a Layerloom design."),
    "foreign": ('{"name": "x"}', "This JSON has no `main` graph, so it is no Layerloom design."),
    "deep": (
        "[" * 100_000,
        f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that.",
    ),
    "NaN": (
        '{"main": NaN}',
        'This JSON holds NaN, which is no JSON number; an argument says it as {"float": "nan"}, '
        "a config not at all.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN_TEXTS.values(), ids=BROKEN_TEXTS)
def test_broken_text(text: str | bytes, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        loads(text)
    assert str(caught.value) == sentence


NESTED: Any = {}
for _ in range(MAX_DEPTH):
    NESTED = {"a": NESTED}

WRONG_VALUES: dict[str, tuple[Any, str]] = {
    "no version": ({"main": {}}, "A design says `schema_version` 1, this one says none."),
    "old version": (
        minimal() | {"schema_version": 0},
        "A design says `schema_version` 1, this one says the number 0.",
    ),
    "true is no version": (
        minimal() | {"schema_version": True},
        "A design says `schema_version` 1, this one says true.",
    ),
    "new version": (
        minimal() | {"schema_version": 2},
        "This design was written by a newer Layerloom (schema_version 2); "
        "this one reads schema_version 1. Update Layerloom to open it.",
    ),
    "no name": ({"schema_version": 1, "main": {"name": "m"}}, "In the design: `name` is missing."),
    "unknown field": (
        minimal(node={}),
        'In main: unknown field "node" (did you mean `nodes`?).',
    ),
    "nothing like it": (minimal(xyz=1), 'In main: unknown field "xyz".'),
    "nodes are a list": (
        minimal(nodes=[1]),
        "In main.nodes: this must be an object, not a list.",
    ),
    "unknown kind": (
        minimal(operations={"a": {"kind": "lyer"}}),
        'In main.operations.a: `kind` is "layer", "op" or "model", not the text "lyer".',
    ),
    "no kind": (
        minimal(operations={"a": {}}),
        'In main.operations.a: `kind` is missing: "layer", "op" or "model".',
    ),
    "layer without a class": (
        minimal(operations={"layer": {"kind": "layer", "name": "a"}}),
        "In main.operations.layer: `class_name` is missing.",
    ),
    "trainable is a word": (
        minimal(operations={"a": {"kind": "model", "model": "m", "name": "a", "trainable": "no"}}),
        'In main.operations.a.trainable: this must be true or false, not the text "no".',
    ),
    "several problems": (
        minimal(nodes={"a": {"operation": 3, "args": {}}}),
        "In main.nodes.a.operation: this must be a text, not the number 3. "
        "There is one more problem.",
    ),
    "unknown argument form": (
        call({"tensr": ["a", 0]}),
        "In main.nodes.merge.args.0: an object among arguments has one key, which says what it "
        "is: `tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis` or `float`.",
    ),
    "two argument forms": (
        call({"missing": True, "tensor": ["a", 0]}),
        "In main.nodes.merge.args.0: an object among arguments has one key, which says what it "
        "is: `tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis` or `float`.",
    ),
    "tensor without an index": (
        call([{"tensor": ["a"]}]),
        "In main.nodes.merge.args.0.0.tensor: a tensor is written "
        '{"tensor": [node id, output number]}, such as {"tensor": ["dense", 0]}.',
    ),
    "output number below zero": (
        call({"dict": {"k": {"tensor": ["a", -1]}}}),
        "In main.nodes.merge.args.0.dict.k.tensor: a tensor is written "
        '{"tensor": [node id, output number]}, such as {"tensor": ["dense", 0]}.',
    ),
    "slice of words": (
        call({"slice": [None, "b", None]}),
        "In main.nodes.merge.args.0.slice: a slice is written "
        '{"slice": [start, stop, step]}, each a whole number, a tensor or null.',
    ),
    "float": (
        call({"float": "many"}),
        'In main.nodes.merge.args.0.float: this is "nan", "inf" or "-inf", not the text "many".',
    ),
    "inputs are tensors": (
        minimal(inputs={"tensor": ["a", 0]}),
        'In main.inputs: inputs are node ids: "input_layer", ["left", "right"] or '
        '{"dict": {"key": "id"}}.',
    ),
    "outputs are ids": (
        minimal(outputs=["a"]),
        'In main.outputs: outputs are "auto", a tensor such as {"tensor": ["dense", 0]}, '
        'or a list or {"dict": …} of tensors.',
    ),
    "position": (
        minimal() | {"positions": {"main": {"a": [1]}}},
        "In positions.main.a: a position is written [x, y], two numbers of pixels.",
    ),
    "definition called main": (
        minimal() | {"models": {"main": {"name": "m"}}},
        "In models: the id `main` belongs to the main graph; choose another.",
    ),
    "giant integer": (
        call(2**64),
        "In main.nodes.merge.args.0: this number is too large; 64 bits are the most.",
    ),
    "lone surrogate": (
        minimal() | {"dtype_policy": "\ud800"},
        "In dtype_policy: half of a character (a lone surrogate) is not text.",
    ),
    "lone surrogate in a key": (
        minimal(nodes={"\ud800": {}}),
        'In main.nodes: the text "\\ud800": half of a character (a lone surrogate) is not text.',
    ),
    "deep": (
        minimal() | {"positions": NESTED},
        f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that.",
    ),
    "long and hostile id": (
        minimal(nodes={'"); import os #' + "x" * 10_000: []}),
        'In main.nodes."\\"); import os #xxxxxxxxxxxxxxxxxxxxxxxxx…": '
        "this must be an object, not an empty list.",
    ),
}


@pytest.mark.parametrize(("value", "sentence"), WRONG_VALUES.values(), ids=WRONG_VALUES)
def test_wrong_value(value: Any, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        loads(json.dumps(value))
    assert str(caught.value) == sentence
    with pytest.raises(DesignError) as caught:
        from_json(value)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("digits", ["9" * 5000, "1e999", "-1e999"])
def test_numbers_that_python_cannot_hold_are_named_by_place(digits: str) -> None:
    text = json.dumps(call("here")).replace('"here"', digits)
    with pytest.raises(DesignError, match=r"In main\.nodes\.merge\.args\.0: this number is too"):
        loads(text)


def test_a_key_given_twice_is_named_by_place() -> None:
    text = '{"schema_version": 1, "name": "m", "main": {"name": "m", "nodes": {"a": 1, "a": 2}}}'
    with pytest.raises(DesignError) as caught:
        loads(text)
    assert str(caught.value) == (
        "In main.nodes.a: this key stands twice in the same object; keep one of the two."
    )


def test_a_text_larger_than_the_limit_is_refused_before_it_is_parsed() -> None:
    for text in (" " * (MAX_BYTES + 1), b" " * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1)):
        with pytest.raises(DesignError, match="more than the 16 MB that a design may have"):
            loads(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_text_as_editors_on_windows_save_it_is_read(encoding: str) -> None:
    design = gallery.load("mlp")
    assert loads(dumps(design).encode(encoding)) == design
    assert loads("\ufeff" + dumps(design)) == design


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
