"""Models of Keras come onto the canvas: files of every kind, applications, and what is no model."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = [
    pytest.mark.e2e,
    # numpy, of what Keras does to save a model.
    pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One model in every form in which Keras saves it, and how many parameters it has."""
    import keras
    from keras import layers

    encoder = keras.Sequential(
        [keras.Input((32,)), layers.Dense(16, activation="relu", name="inner")], name="encoder"
    )
    shared = layers.Dense(8, name="shared")
    left, right = keras.Input((32,), name="left"), keras.Input((32,), name="right")
    twice = layers.Lambda(lambda tensor: tensor * 2, output_shape=(8,), name="twice")
    both = layers.Concatenate(name="both")
    merged = both([twice(shared(encoder(left))), shared(encoder(right))])
    model = keras.Model([left, right], layers.Dense(1, name="same")(merged), name="pair")
    directory = tmp_path_factory.mktemp("models")
    files = {suffix: directory / f"pair.{suffix}" for suffix in ("keras", "h5", "json")}
    model.save(files["keras"])
    model.save(files["h5"])
    files["json"].write_text(model.to_json(), encoding="utf-8")
    return {"params": model.count_params(), **files}


def choose(tab: Page, file: Path | dict[str, Any]) -> None:
    tab.locator('input[aria-label="Design file"]').set_input_files(file)  # type: ignore[arg-type]


def expect_open(tab: Page, name: str) -> None:
    expect(tab.locator(".design-name")).to_have_value(name, timeout=WARM_MS)


def test_a_keras_file_is_drawn_explained_and_kept(
    canvas: Canvas, tab: Page, saved: dict[str, Any], open_canvas: Callable[[str], Canvas]
) -> None:
    choose(tab, saved["keras"])
    expect_open(tab, "pair")
    canvas.settle(WARM_MS)
    canvas.expect_parameters(saved["params"])
    notice = tab.locator(".notice")
    expect(notice).to_contain_text("weights are not part of a drawing")
    expect(notice).to_contain_text("twice is a placeholder")
    assert sorted(canvas.ids()) == sorted(
        [
            "left",
            "right",
            "encoder",
            "shared",
            "twice",
            "both",
            "same",
            "encoder_call_2",
            "shared_call_2",
        ]
    )
    expect(canvas.node("shared_call_2")).to_contain_text("call 2 of 2")
    expect(canvas.node("twice").locator(".is-placeholder")).to_contain_text("placeholder")

    canvas.select("twice")
    inspector = tab.locator(".inspector")
    expect(inspector).to_contain_text("custom_layers")
    expect(inspector).to_contain_text("(None, 8)")

    canvas.fit()
    canvas.node("encoder").dblclick()
    breadcrumb = tab.get_by_role("navigation", name="Where you are")
    expect(breadcrumb).to_contain_text("encoder")
    expect(canvas.node("inner")).to_be_visible()
    breadcrumb.get_by_role("button", name="pair").click()
    expect(canvas.node("both")).to_be_visible()

    expect(tab.locator(".saved-mark")).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
    before = canvas.saved()
    again = open_canvas(tab.url)
    again.settle(WARM_MS)
    assert again.saved() == before
    again.expect_parameters(saved["params"])


@pytest.mark.parametrize("suffix", ["h5", "json"])
def test_other_files_give_the_same_drawing(
    canvas: Canvas, tab: Page, saved: dict[str, Any], suffix: str
) -> None:
    choose(tab, saved[suffix])
    expect_open(tab, "pair")
    canvas.settle(WARM_MS)
    canvas.expect_parameters(saved["params"])
    expect(canvas.node("twice").locator(".is-placeholder")).to_be_visible()


def test_a_file_dropped_on_the_page_is_opened(
    canvas: Canvas, tab: Page, saved: dict[str, Any]
) -> None:
    transfer = tab.evaluate_handle(
        """(bytes) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], 'pair.keras'));
            return transfer;
        }""",
        list(saved["keras"].read_bytes()),
    )
    code = tab.get_by_role("tab", name="Code", exact=True)
    code.dispatch_event("dragover", {"dataTransfer": transfer})
    expect(tab.locator(".file-drop")).to_be_visible()
    code.dispatch_event("drop", {"dataTransfer": transfer})
    expect_open(tab, "pair")
    expect(tab.locator(".file-drop")).to_have_count(0)
    canvas.settle(WARM_MS)


def test_an_application_opens_as_a_graph(canvas: Canvas, tab: Page) -> None:
    tab.get_by_role("button", name="Gallery").click()
    tab.get_by_role("searchbox", name="Search the gallery").fill("mobilenetv3small")
    tab.get_by_role("menuitem", name="MobileNetV3Small").click()
    expect(tab.locator(".busy")).to_be_visible()
    expect_open(tab, "MobileNetV3Small")
    canvas.settle(WARM_MS)
    canvas.expect_parameters(2_554_968)
    expect(tab.locator(".busy")).to_have_count(0)


def test_an_application_is_opened_up_where_it_stands(canvas: Canvas, tab: Page) -> None:
    layer = {"kind": "layer", "dtype": None, "trainable": False}
    base = {"include_top": False, "input_shape": [32, 32, 3], "pooling": "avg", "weights": None}
    design = {
        "schema_version": 2,
        "name": "transfer",
        "dtype_policy": "float32",
        "main": {
            "name": "transfer",
            "operations": {
                "image": layer
                | {"class_name": "keras.Input", "name": "image", "config": {"shape": [32, 32, 3]}},
                "base": layer
                | {"class_name": "keras.applications.MobileNet", "name": "base", "config": base},
            },
            "nodes": {
                "image": {"operation": "image", "args": [], "kwargs": {}},
                "base": {
                    "operation": "base",
                    "args": [{"tensor": ["image", 0]}],
                    "kwargs": {"training": False},
                },
            },
            "inputs": "image",
            "outputs": "auto",
        },
        "models": {},
        "positions": {},
    }
    text = json.dumps(design).encode()
    choose(tab, {"name": "transfer.json", "mimeType": "application/json", "buffer": text})
    expect_open(tab, "transfer")
    canvas.settle(WARM_MS)
    canvas.expect_parameters(3_228_864)
    before = canvas.saved()
    canvas.select("base")
    canvas.press("Open it up")
    expect(canvas.node("base").locator(".form-block")).to_be_visible(timeout=WARM_MS)
    canvas.settle(WARM_MS)
    canvas.expect_parameters(3_228_864)
    expect(tab.get_by_role("button", name="Undo")).to_have_attribute(
        "title", re.compile("Open it up")
    )
    opened = canvas.design()
    assert opened["main"]["nodes"] == design["main"]["nodes"]  # type: ignore[index]
    assert opened["main"]["operations"]["base"]["trainable"] is False
    canvas.undo()
    assert canvas.saved() == before


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b" " * (65 * 1024 * 1024))
    return content.getvalue()


def archive(config: Any) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("config.json", json.dumps(config))
    return content.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "torn.keras": (lambda: archive({"class_name": "Functional"})[:-30], "damaged"),
    "bomb.keras": (bomb, "more than 64 MB"),
    "code.keras": (lambda: archive({"class_name": "MyModel", "config": {}}), "MyModel"),
    "no_model.keras": (lambda: archive({"hello": 1}), "no Keras model"),
    "odd.keras": (
        lambda: archive({"class_name": "Functional", "config": {"layers": [3]}}),
        "as it was",
    ),
    "torn.h5": (lambda: b"\x89HDF\r\n\x1a\n" + bytes(range(256)) * 20, "damaged"),
    "deep.json": (lambda: b'{"class_name":' + b"[" * 100_000, "."),
}


def test_what_is_no_model_is_refused_in_a_sentence_and_changes_nothing(
    canvas: Canvas, tab: Page
) -> None:
    canvas.drag_in("keras.layers.Dense")
    before = canvas.saved()
    for name, (content, told) in BAD.items():
        kind = "application/octet-stream"
        choose(tab, {"name": name, "mimeType": kind, "buffer": content()})
        notice = tab.locator(".notice")
        expect(notice).to_contain_text(told, timeout=WARM_MS)
        assert "Traceback" not in (notice.text_content() or "")
        notice.get_by_role("button", name="Close").click()
        expect(notice).to_have_count(0)
        expect(tab.locator(".busy")).to_have_count(0)
    assert canvas.saved() == before
    canvas.settle(WARM_MS)
