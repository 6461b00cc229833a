"""On what was measured: the machine and the versions, as lines of a document."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from tests.e2e.browser import chromium


def described() -> list[tuple[str, str]]:
    """What a reader needs to know of the machine, as pairs of a name and a value."""
    with chromium() as browser:
        chrome = browser.version
    pairs = [
        ("cores", str(os.cpu_count())),
        ("processor", _line("/proc/cpuinfo", "model name") or platform.processor()),
        ("memory", _memory()),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("Python", platform.python_version()),
        *((name, version(name.lower())) for name in ("Keras", "TensorFlow", "Streamlit")),
        ("Chromium", f"{chrome}, headless"),
        ("load average before", f"{os.getloadavg()[0]:.1f}"),
    ]
    return [(name, value) for name, value in pairs if value]


def _memory() -> str:
    total = _line("/proc/meminfo", "MemTotal")
    return f"{int(total.split()[0]) * 1024 / 1e9:.0f} GB" if total else ""


def _line(file: str, name: str) -> str:
    """The value of the first line of such a file that has this name; "" where there is none."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError:
        return ""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
