"""What came of a run, as tables."""

from __future__ import annotations

import base64

from app.core.training.result_tables import (
    class_names,
    confusion_rows,
    histogram_rows,
    picture,
    sample_table,
    worst,
)
from model_codegen.design.training import Data, Feed, FieldFacts, Training

TEXT = FieldFacts((), "str", labels={"dog": 2, "cat": 3})
NUMBER = FieldFacts((), "int64", labels={"0": 2, "1": 3})


def training(facts: FieldFacts) -> Training:
    return Training(data=Data("csv", fields={"kind": facts}, targets={"out": Feed(("kind",))}))


def test_labels_of_text_are_numbered_in_their_order() -> None:
    assert class_names(training(TEXT), "out") == ["cat", "dog"]
    assert class_names(training(NUMBER), "out") == []
    assert class_names(Training(), "out") == []


def test_a_matrix_becomes_a_row_for_each_cell() -> None:
    rows = confusion_rows([[3, 1], [0, 0]], ["cat", "dog"])
    assert rows[1] == {"true": "cat", "said": "dog", "count": 1, "share": 0.25}
    assert rows[3]["share"] == 0
    assert confusion_rows([[1]], [])[0]["true"] == "0"


def test_what_is_mistaken_most_often_is_told() -> None:
    head = {"matrix": [[5, 1, 0], [0, 5, 12], [0, 0, 5]]}
    assert worst(head, []) == "1 for 2 (12 times), 0 for 1 (1 time)"
    assert worst({"matrix": [[5, 0], [0, 5]]}, []) == ""
    assert worst({}, []) == ""


def test_a_histogram_has_edges_for_each_bar() -> None:
    rows = histogram_rows({"edges": [0, 1, 2], "counts": [3, 4]})
    assert rows == [{"from": 0, "to": 1, "count": 3}, {"from": 1, "to": 2, "count": 4}]


def test_samples_are_told_with_pictures_and_names_of_classes() -> None:
    sample = {
        "number": 0,
        "inputs": {"x": {"shape": [2, 2, 1], "image": [[0, 255], [255, 0]]}},
        "targets": {"out": [1]},
        "predictions": {"out": [{"class": 1, "value": 0.913}, {"class": 0, "value": 4e-5}]},
    }
    table = sample_table([sample], training(TEXT))
    assert table["out is"] == ["dog"]
    assert table["out said"] == ["dog (0.913), cat (< 0.001)"]
    assert table["x"][0].startswith("data:image/png;base64,")
    assert sample_table([], training(TEXT)) == {}


def test_a_vector_is_a_curve_and_few_numbers_are_a_text() -> None:
    def input_of(values: list[float]) -> object:
        sample = {"inputs": {"x": {"values": values}}, "targets": {}, "predictions": {}}
        return sample_table([sample], Training())["x"][0]

    assert input_of([0.5, 2.0]) == "0.5, 2"
    assert input_of([1.0] * 40) == [1.0] * 32


def test_a_picture_is_one_too_where_it_was_made_larger_and_laid_flat() -> None:
    steps = ({"step": "resize", "size": [4, 4]}, {"step": "reshape", "shape": [16]})
    data = Data(
        "bundled",
        "digits",
        fields={"image": FieldFacts((2, 2), "uint8")},
        inputs={"x": Feed(("image",), steps)},
    )
    sample = {"inputs": {"x": {"values": [0.0, 1.0] * 8}}, "targets": {}, "predictions": {}}
    shown = sample_table([sample], Training(data=data))["x"][0]
    assert shown.startswith("data:image/png;base64,")


def test_a_picture_is_a_png_that_others_read() -> None:
    from io import BytesIO

    from PIL import Image

    for rows, mode in (([[0, 128, 255]], "L"), ([[[255, 0, 0], [0, 0, 255]]], "RGB")):
        content = base64.b64decode(picture(rows).partition(",")[2])
        image = Image.open(BytesIO(content))
        assert (image.mode, image.size) == (mode, (len(rows[0]), 1))
        pixels = [image.getpixel((x, 0)) for x in range(len(rows[0]))]
        assert pixels == [tuple(one) if isinstance(one, list) else one for one in rows[0]]


def test_pictures_that_are_laid_flat_are_seen_as_pictures() -> None:
    data = Data("npz", fields={"x": FieldFacts((8, 8), "uint8")}, inputs={"in": Feed(("x",))})
    sample = {
        "inputs": {"in": {"values": [float(value) for value in range(64)]}},
        "targets": {},
        "predictions": {},
    }
    (shown,) = sample_table([sample], Training(data=data))["in"]
    assert shown.startswith("data:image/png")
