"""Values as a page is sent them."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pydantic_core
import pytest

from app.core.tasks import flow_tasks
from app.core.tasks.flow_json import FlowAnswer
from components.flow_protocol import FlowInput, FlowSettings
from model_codegen import gallery
from model_codegen.design.custom_code import digest
from model_codegen.design.errors import BuildError, UntrustedCodeError
from model_codegen.execution.build import build
from tests import custom
from tests.drafting import design, inp, layer

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:__array__ implementation")]

SETTINGS: FlowSettings = {
    "inputs": {},
    "batch": 1,
    "training": False,
    "seed": 0,
    "draw": 0,
    "sample": 0,
    "rate": None,
    "trained": False,
}


def _drawn(*values: float | None) -> FlowInput:
    return {"kind": "drawn", "value": 0, "seed": 0, "values": [*values], "width": len(values)}


def test_the_calls_of_a_shared_layer_name_one_layer_and_have_one_kernel() -> None:
    found = flow_tasks.values(gallery.load("siamese_comparator"), {**SETTINGS, "rate": 0.1})
    calls = {call["node"]: call for call in found["whole"]["calls"]}
    shared = [calls[node]["layer"] for node in ("dense", "dense_call_2")]
    assert shared[0] == shared[1] != ""
    details = {one["place"]["node"]: one for one in found["details"]}
    first, second = details["dense"]["layer"], details["dense_call_2"]["layer"]
    assert first is second
    assert first is not None
    assert [place["node"] for place in first["calls"]] == ["dense", "dense_call_2"]
    moved = first["weights"][0]["moved"]
    assert moved is not None
    assert [part["node"] for part in moved["parts"]] == ["dense", "dense_call_2"]
    _check_json(found)


def test_what_travels_at_once_is_bounded_for_a_hundred_calls() -> None:
    calls = {"n0": (inp(32, 32, 3),)}
    for number in range(1, 100):
        conv = layer("Conv2D", filters=4, kernel_size=3, padding="same")
        calls[f"n{number}"] = (conv, f"n{number - 1}")  # type: ignore[assignment]
    found = flow_tasks.values(design(calls, inputs="n0"), SETTINGS)
    assert len(found["whole"]["calls"]) == 100
    assert len(pydantic_core.to_json(found["whole"])) < 200_000
    assert max(len(pydantic_core.to_json(one)) for one in found["details"]) < 100_000


def test_a_model_is_kept_alive_and_moving_a_node_makes_no_other() -> None:
    from dataclasses import replace

    drawn = design({"x": (inp(2),), "y": (layer("Dense", units=2), "x")})
    flow_tasks._kept.clear()
    chosen: FlowSettings = {**SETTINGS, "inputs": {"x": _drawn(1.0, None)}}
    found = flow_tasks.values(drawn, chosen)
    first, *_ = flow_tasks._kept.values()
    assert found["details"][0]["outputs"][0]["values"] == [1.0, "nan"]
    flow_tasks.values(replace(drawn, positions={"main": {"x": (1.0, 2.0)}}), SETTINGS)
    assert [*flow_tasks._kept.values()] == [first]
    _check_json(found)


def test_weights_come_from_the_file_of_a_run_that_fits(tmp_path: Path) -> None:
    drawn = design({"x": (inp(2),), "y": (layer("Dense", units=2), "x")})
    model = build(drawn)
    model.save(tmp_path / "best.keras")
    chosen: FlowSettings = {**SETTINGS, "trained": True}
    found = flow_tasks.values(drawn, chosen, tmp_path / "best.keras")
    assert found["whole"]["trained"]
    layer_detail = found["details"][1]["layer"]
    assert layer_detail is not None
    kernel = model.layers[1].kernel.numpy().reshape(-1).tolist()
    assert layer_detail["weights"][0]["before"]["values"] == kernel
    other = design({"x": (inp(2),), "y": (layer("Dense", units=3), "x")})
    with pytest.raises(BuildError, match="do not fit the design as it is now"):
        flow_tasks.values(other, chosen, tmp_path / "best.keras")


def test_a_file_of_ones_own_is_read_and_how_it_is_trained_makes_no_other_model(
    tmp_path: Path,
) -> None:
    from dataclasses import replace

    from model_codegen.datasets import describe
    from model_codegen.design.training import Feed, Head, Training

    path = tmp_path / "points.csv"
    path.write_text("a,b,y\n" + "".join(f"{n},{-n},{n % 2}\n" for n in range(1, 9)))
    data = replace(
        describe("csv", "points.csv", path=path),
        inputs={"x": Feed(("a", "b"))},
        targets={"y": Feed(("y",))},
    )
    loss = {"class_name": "keras.losses.BinaryCrossentropy", "config": {}}
    drawn = design({"x": (inp(2),), "y": (layer("Dense", units=1, activation="sigmoid"), "x")})
    trained = replace(drawn, training=Training(heads={"y": Head(loss)}, data=data, seed=4))
    own: FlowInput = {"kind": "data", "value": 0, "seed": 0, "values": [], "width": 0}
    chosen: FlowSettings = {**SETTINGS, "inputs": {"x": own}, "sample": 1, "rate": 0.5}
    flow_tasks._kept.clear()
    flow_tasks.values(drawn, SETTINGS)
    whole = flow_tasks.values(trained, chosen, data=path)["whole"]
    assert len(flow_tasks._kept) == 1
    assert whole["own"] is not None
    assert (whole["own"]["name"], whole["own"]["samples"]) == ("points.csv", 7)
    assert whole["step"] is not None
    assert whole["step"]["own"]
    assert whole["step"]["target"] == "sample 1 of `points.csv`"
    assert [(head["name"], head["what"]) for head in whole["step"]["heads"]] == [
        ("y", "BinaryCrossentropy")
    ]
    gone = flow_tasks.values(trained, chosen)["whole"]
    assert gone["own"] is not None
    assert gone["own"]["problem"] == ("The file `points.csv` is not at hand: bring it again.")
    assert gone["step"] is not None
    assert gone["step"]["target"] == "made-up targets: the design's data cannot be read"


def _check_json(found: FlowAnswer) -> None:
    """It is JSON as browsers read it, and pictures have the pixels that they say."""
    json.loads(json.dumps(found, allow_nan=False))
    for detail in found["details"]:
        for output in detail["outputs"]:
            if (picture := output["picture"]) is not None:
                size = picture["width"] * picture["height"] * picture["tiles"]
                assert len(b64decode(picture["data"])) == size


def test_code_of_a_design_runs_only_where_it_is_trusted() -> None:
    drawn = custom.sampler(custom.SAMPLED)
    with pytest.raises(UntrustedCodeError):
        flow_tasks.values(drawn, SETTINGS)
    found = flow_tasks.values_alone(
        drawn, {**SETTINGS, "rate": 0.1}, None, None, digest(drawn.code)
    )
    calls = {call["name"]: call for call in found["whole"]["calls"]}
    assert calls["sampling"]["outputs"][0]["shape"] == [1, 4]
    assert found["whole"]["step"] is not None
