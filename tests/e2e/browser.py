"""A real Chromium: the machine's own, else the one that Playwright brought."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright


def launch_arguments() -> dict[str, Any]:
    """What Playwright needs to know to start Chromium here."""
    flags = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return {"executable_path": shutil.which("chromium"), "args": flags}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium until the block ends.

    Raises:
        RuntimeError: With a sentence, if there is none that starts.
    """
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(**launch_arguments())
        except Error as error:
            raise RuntimeError(
                "The browser tests need Chromium and none starts here: install one "
                f"(on Debian: apt-get install chromium). {error}"
            ) from None
        try:
            yield browser
        finally:
            browser.close()
