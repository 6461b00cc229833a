"""The Train tab in a user's hands: from a ready design to a run that is watched, and a notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


@pytest.fixture
def train(canvas: Canvas, tab: Page) -> Canvas:
    """The siamese comparator, set up to be trained."""
    canvas.open_gallery("Siamese comparator")
    canvas.tab("Train")
    tab.get_by_role("button", name="Set up training").click()
    expect(tab.get_by_role("button", name="Start")).to_be_enabled(timeout=WARM_MS)
    return canvas


def title(tab: Page, name: str) -> Locator:
    """The title of a section, which opens it."""
    return tab.locator(f".st-key-train-{name}-title button")


def write(tab: Page, label: str, value: str) -> None:
    """Enter a number, and wait until the document has it."""
    field = tab.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Enter")


def enter_and_undo(train: Canvas, tab: Page) -> None:
    """What is entered is undone on the canvas."""
    title(tab, "learning").click()
    epochs = tab.get_by_label("Epochs", exact=True)
    expect(epochs).to_have_value("10")
    write(tab, "Epochs", "25")
    expect(title(tab, "learning")).to_contain_text("25 epochs")
    assert train.design()["training"]["epochs"] == 25
    tab.get_by_role("button", name="Undo").click()
    # The field that had another value gives way to a new one, and is there for a moment yet.
    expect(epochs.first).to_have_value("10", timeout=SETTLE_MS)
    expect(epochs).to_have_count(1)
    assert "epochs" not in train.design()["training"]


def give_a_broken_file(train: Canvas, tab: Page, broken: Path) -> None:
    """A file that is none is a sentence, and nothing is lost."""
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    section = tab.locator(".st-key-train-data-section")
    source = tab.get_by_role("combobox", name="Learns from")
    source.click()
    tab.get_by_role("option", name="A file of your own …").click()
    section.locator('input[type="file"]').set_input_files(broken)
    told = section.get_by_test_id("stAlert")
    expect(told).to_contain_text("What was chosen before is as it was.", timeout=WARM_MS)
    expect(title(tab, "data")).to_contain_text("Pairs of digits")
    assert train.design()["training"]["data"]["name"] == "digit_pairs"
    source.click()
    tab.get_by_role("option", name="Pairs of digits").click()


def test_training_is_entered_watched_paused_found_again_and_taken_away(
    train: Canvas, tab: Page, tmp_path: Path
) -> None:
    # It cannot learn what it is meant to, which one click mends.
    panel = tab.get_by_role("tabpanel")
    fix = panel.get_by_role("button", name="Put a Dense(64)")
    fix.click()
    expect(fix).to_have_count(0)
    train.expect_parameters(225_729)

    enter_and_undo(train, tab)
    write(tab, "Epochs", "900")
    expect(title(tab, "learning")).to_contain_text("900 epochs")
    title(tab, "data").click()
    give_a_broken_file(train, tab, tmp_path / "numbers.npz")
    # The page is drawn once more when the samples have come: what is typed meanwhile stays.
    tab.get_by_role("button", name="Size, noise …").click()
    write(tab, "samples", "320")
    expect(title(tab, "data")).to_contain_text("320 samples", timeout=SETTLE_MS)
    tab.keyboard.press("Escape")
    start = tab.get_by_role("button", name="Start")
    expect(start).to_be_enabled(timeout=SETTLE_MS)
    start.click()

    progress = tab.locator(".progress-words")
    expect(progress).to_contain_text(re.compile(r"Training · epoch \d+ of 900"), timeout=WARM_MS)
    expect(tab.locator(".chart").first.locator("canvas")).to_be_visible()
    expect(tab.locator(".reading").first).to_contain_text(re.compile(r"validation.*\d"))
    tab.get_by_role("button", name="Pause").click()
    expect(progress).to_contain_text("Paused", timeout=SETTLE_MS)
    tab.get_by_role("button", name="Continue").click()
    expect(progress).to_contain_text("Training", timeout=SETTLE_MS)

    tab.reload()
    train.tab("Train")
    expect(progress).to_contain_text("Training", timeout=WARM_MS)
    tab.get_by_role("button", name="Stop").click()
    expect(progress).to_contain_text("Stopped", timeout=SETTLE_MS)
    expect(tab.get_by_role("button", name="Start anew")).to_be_visible(timeout=SETTLE_MS)

    title(tab, "downloads").click()
    with tab.expect_download() as coming:
        tab.get_by_role("button", name="Notebook", exact=True).click(timeout=SETTLE_MS)
    assert coming.value.suggested_filename == "siamese_comparator.ipynb"
    notebook = json.loads(Path(coming.value.path()).read_text("utf-8"))
    source = "".join("".join(cell["source"]) for cell in notebook["cells"])
    assert "EPOCHS = 900" in source
    assert "digit_pairs(" in source
    with tab.expect_download() as coming:
        tab.get_by_role("tabpanel").get_by_role("link", name="TensorBoard").first.click()
    assert coming.value.suggested_filename == "siamese_comparator-tensorboard.zip"
