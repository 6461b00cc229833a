"""Source of data makes what the library makes, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.datasets import describe
from model_codegen.datasets.bundled import bundled_entries
from model_codegen.datasets.generated import generated_entries
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.emitters.data_text import data_text, module_names
from model_codegen.emitters.data_text.definitions import definition
from model_codegen.emitters.namespace import Namespace
from tests.emitters.data_text.running import check_equal, run

ALL = [*bundled_entries(), *generated_entries()]

STEPS: dict[int, tuple[dict[str, Any], ...]] = {
    0: ({"step": "standardize"},),
    1: ({"step": "standardize"},),
    2: (
        {"step": "resize", "size": [5, 3]},
        {"step": "add_channel"},
        {"step": "reshape", "shape": [15]},
        {"step": "scale", "by": 16},
    ),
    3: (
        {"step": "scale"},
        {"step": "resize", "size": [5, 3]},
        {"step": "standardize"},
        {"step": "cast", "dtype": "float16"},
    ),
}


def every_field(data: Data) -> Data:
    """Data of which each field is an input, changed as its shape allows, and a target."""
    return replace(
        data,
        inputs={
            name: Feed((name,), STEPS[len(facts.shape)]) for name, facts in data.fields.items()
        },
        targets={f"t {name}": Feed((name,)) for name in data.fields},
    )


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_every_entry(entry: Any) -> None:
    check_equal(every_field(describe(entry.kind, entry.name, _few(entry.kind))))


def _few(kind: str) -> dict[str, Any]:
    return {"samples": 30} if kind == "generated" else {}


def test_columns_side_by_side() -> None:
    data = describe("bundled", "wine")
    columns = Feed(("ash", "hue"), ({"step": "standardize"},))
    mixed = Feed(("ash", "features"))
    wired = replace(
        data,
        inputs={"x": columns, "mixed": mixed},
        targets={"y": Feed(("label",), ({"step": "one_hot", "classes": 3},))},
        sample_weight="hue",
    )
    check_equal(wired)
    assert "wine.data[:, [2, 10]]" in "".join(data_text(wired, 0, Namespace()).statements)


def test_random_data() -> None:
    fields = {
        "x": FieldFacts((3, 2), "float32", -1, 1),
        "tokens": FieldFacts((5,), "int32", 0, 9),
        "label": FieldFacts((), "int64", 0, 1),
    }
    check_equal(every_field(Data("random", samples=12, fields=fields)), part=0)


def test_an_output_may_be_what_went_in() -> None:
    data = describe("bundled", "digits")
    feed = Feed(("image",), ({"step": "scale", "by": 16},))
    wired = replace(data, inputs={"x": feed}, targets={"again": feed})
    text = data_text(wired, 0.2, Namespace())
    assert text.inputs["x"] == text.targets["again"] == "x"
    check_equal(wired)


def test_text_as_a_person_writes_it() -> None:
    data = describe("bundled", "digits")
    steps = ({"step": "resize", "size": [28, 28]}, {"step": "reshape", "shape": [784]})
    wired = replace(
        data,
        inputs={"input_layer": Feed(("image",), (*steps, {"step": "scale", "by": 16}))},
        targets={"dense": Feed(("label",))},
    )
    text = data_text(wired, 0.2, Namespace())
    assert text.imports == ("import numpy as np", "from sklearn.datasets import load_digits")
    assert text.definitions == (definition("steps.resize").text,)
    assert text.statements == (
        "digits = load_digits()",
        "# Shuffled once before the split: data are often sorted by their label",
        "order = np.random.default_rng(SEED).permutation(len(digits.images))",
        "kept = int(len(order) * 0.2)",
        "training, validation = order[kept:], order[:kept]",
        'x = resize(digits.images, 28, 28).reshape(-1, 784).astype("float32") / 16',
        "y = digits.target",
    )


def test_definitions_are_the_files_themselves() -> None:
    made = definition("generators.digit_pairs")
    assert made.imports == ("import numpy as np", "from sklearn.datasets import load_digits")
    assert made.text.startswith("def digit_pairs(\n") or made.text.startswith("def digit_pairs(")
    assert made.text.endswith("}")


def test_names_are_those_of_the_module_and_the_function() -> None:
    data = describe("generated", "digit_pairs", {"samples": 4})
    names = Namespace(parent=Namespace(module_names(data)))
    assert "digit_pairs" in names
    wired = replace(data, inputs={"resize": Feed(("left",)), "data": Feed(("right",))})
    assert data_text(wired, 0, names).inputs == {"resize": "resize_1", "data": "data_1"}


def test_a_hostile_field_stays_text() -> None:
    name = 'x"]); raise SystemExit #'
    fields = {name: FieldFacts((), "float32", 0, 1)}
    data = Data("random", samples=4, fields=fields, inputs={name: Feed((name,))})
    assert len(run(data)["inputs"][name]) == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (Data("bundled", "digits"), "No field of the data is wired"),
        (
            Data("bundled", "iris", fields={"a": FieldFacts()}, inputs={"x": Feed(("a",))}),
            "have no field `a`",
        ),
        (
            Data(
                "bundled",
                "iris",
                fields={"features": FieldFacts((4,))},
                inputs={"x": Feed(("features",), ({"step": "resize", "size": [2, 2]},))},
            ),
            "Input `x`: the step 'resize' takes images",
        ),
        (
            Data("generated", "moons", {"samples": 0}, inputs={"x": Feed(("a",))}),
            "'samples' of the data 'moons'",
        ),
    ],
)
def test_what_cannot_be_written_is_said(data: Data, said: str) -> None:
    with pytest.raises(DataError, match=said):
        data_text(data, 0.2, Namespace())
