"""Designs that come onto the canvas as files: drawing by mouse is for tests of the mouse."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from tests.e2e.canvas import WARM_MS


def open_design(page: Page, design: Design) -> None:
    """Open a design's file and wait until it is on the canvas.

    Args:
        page: With the canvas.
        design: Its name is not that of the design on the canvas.
    """
    page.locator('input[aria-label="Design file"]').set_input_files(
        FilePayload(name="design.json", mimeType="application/json", buffer=dumps(design).encode())
    )
    expect(page.locator(".design-name")).to_have_value(design.name, timeout=WARM_MS)
