"""The drawing taken away: pictures, paper, and text for a README."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import Canvas

pytestmark = pytest.mark.e2e

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_drawing_is_exported_as_picture_print_and_text(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Residual classifier")
    canvas.settle()
    tab.get_by_role("button", name="File", exact=True).click()
    tab.get_by_role("menuitem", name=re.compile("Export drawing")).click()
    dialog = tab.get_by_role("dialog", name="Export the drawing")
    picture = dialog.get_by_role("img")
    expect(picture).to_have_js_property("complete", True)
    width, height = (picture.evaluate(f"image => image.natural{side}") for side in SIDES)
    assert min(width, height) > 200

    svg = ElementTree.fromstring(_download(tab, "SVG").read_text(encoding="utf-8"))
    words = {text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Add", "Dense"} <= words
    assert (float(svg.attrib["width"]), float(svg.attrib["height"])) == (width, height)

    png = _download(tab, "PNG").read_bytes()
    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20]) == int(2 * width)

    dot = _download(tab, "Graphviz DOT").read_text(encoding="utf-8")
    drawn = subprocess.run(
        ["dot", "-Tplain"], input=dot, text=True, capture_output=True, check=True
    )
    assert len(re.findall(r"^node ", drawn.stdout, re.M)) == len(canvas.ids())

    assert _download(tab, "Mermaid").read_text(encoding="utf-8").startswith("```mermaid\nflowchart")

    dialog.get_by_role("radio", name=re.compile("PDF")).check()
    dialog.get_by_role("button", name="Print…").click()
    frame = tab.frame_locator("iframe[title='The drawing, for printing']")
    expect(frame.locator("svg")).to_have_count(1)


SIDES = ("Width", "Height")


def _download(tab: Page, name: str) -> Path:
    dialog = tab.get_by_role("dialog", name="Export the drawing")
    dialog.get_by_role("radio", name=re.compile(rf"^{name}")).check()
    with tab.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    return Path(download.value.path())
