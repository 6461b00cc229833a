"""A real Chromium: the machine's own, else the one that Playwright brought."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium until the block ends.

    Raises:
        RuntimeError: With a sentence, if there is none that starts.
    """
    flags = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=flags
            )
        except Error as error:
            raise RuntimeError(
                "The browser tests need Chromium and none starts here: install one "
                f"(on Debian: apt-get install chromium). {error}"
            ) from None
        try:
            yield browser
        finally:
            browser.close()
