"""The small pictures of designs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from app.core.designs import still_picture
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design, ModelGraph

NAMES = ("mlp", "siamese_comparator", "attention_block", "resnet20")


def boxes(svg: str) -> list[dict[str, float]]:
    """The boxes of a picture."""
    found = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
    return [
        {key: float(value) for key, value in one.attrib.items() if key != "fill"} for one in found
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name in gallery.names()])
def test_all_calls_lie_in_the_picture_and_none_on_another(name: str) -> None:
    design = gallery.load(name)
    found = boxes(still_picture.svg(design))
    assert len(found) == len(design.main.nodes)
    for box in found:
        assert 0 <= box["x"] <= still_picture.WIDTH - box["width"]
        assert 0 <= box["y"] <= still_picture.HEIGHT - box["height"]
    assert len({(box["x"], box["y"]) for box in found}) == len(found)


def test_without_places_calls_stand_below_what_they_take() -> None:
    design = replace(gallery.load("siamese_comparator"), positions={})
    rows: dict[float, int] = {}
    for box in boxes(still_picture.svg(design)):
        rows[box["y"]] = rows.get(box["y"], 0) + 1
    assert [rows[y] for y in sorted(rows)] == [2, 2, 2, 1, 1]


def test_a_wire_that_skips_a_call_goes_around_it() -> None:
    keys = list(to_json(gallery.load("mlp"))["main"]["nodes"])
    document: dict[str, Any] = to_json(gallery.load("mlp"))
    assert "C" not in still_picture.of_json(document)
    document["main"]["nodes"][keys[2]]["args"].append({"tensor": [keys[0], 0]})
    assert still_picture.of_json(document).count("C") == 1


def test_boxes_that_are_large_enough_say_what_they_are() -> None:
    document: dict[str, Any] = to_json(gallery.load("mlp"))
    operation = next(
        one
        for one in document["main"]["operations"].values()
        if one["class_name"] == "keras.layers.Dense"
    )
    operation["class_name"] = "x.<b>&" + "W" * 100
    document["positions"] = {
        "main": {key: [0, 120 * n] for n, key in enumerate(document["main"]["nodes"])}
    }
    svg = still_picture.of_json(document)
    found = [one.text or "" for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert "Input" in found
    assert "<b>&" + "W" * 20 in found
    document["positions"]["main"][next(iter(document["main"]["nodes"]))] = [0, 9000]
    assert "<text" not in still_picture.of_json(document)


def test_circles_and_wires_from_nowhere_are_no_hindrance() -> None:
    document: dict[str, Any] = to_json(gallery.load("mlp"))
    keys = list(document["main"]["nodes"])
    document["positions"] = {}
    for key, source in zip(keys, [*keys[1:], keys[0]], strict=True):
        document["main"]["nodes"][key]["args"] = [{"tensor": [source, 0]}, {"tensor": ["gone", 0]}]
    assert len(boxes(still_picture.of_json(document))) == len(keys)


def test_a_large_design_has_a_small_picture() -> None:
    document: dict[str, Any] = to_json(gallery.load("mlp"))
    nodes = document["main"]["nodes"]
    last = list(nodes)[-1]
    for number in range(3000):
        nodes[f"n{number}"] = {**nodes[last], "args": [{"tensor": [last, 0]}]}
        last = f"n{number}"
    svg = still_picture.of_json(document)
    assert len(boxes(svg)) == still_picture.MOST_BOXES
    assert len(svg) < 30_000


def test_nothing_that_a_user_writes_stands_in_it() -> None:
    design = gallery.load("mlp")
    named = Design(name="<script>", main=replace(design.main, name="<script>"))
    assert "script" not in still_picture.svg(named)
    assert boxes(still_picture.svg(Design(name="e", main=ModelGraph(name="e")))) == []
