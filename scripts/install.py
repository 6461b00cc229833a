"""Install pinned packages beside the Python that runs this, with uv: a third of the time of pip.

Usage: install.py PYTHON REQUIREMENTS. uv itself comes by pip, pinned in requirements-dev.txt. It is
told what pip is told of registries, by pip's files or by PIP_ variables. Where uv is not to be had,
or can't do it, pip does. Nothing is compiled that is not imported.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""What uv calls pip's settings."""

SECTIONS = ("global", "install", ":env:")
"""Of `pip config list`; what stands in a later one counts."""


def uv_settings(told: str, given: Mapping[str, str]) -> dict[str, str]:
    """The variables that tell uv what pip is told.

    Args:
        told: What `pip config list` prints.
        given: The environment; what it says to uv itself is left as it is.
    """
    found: dict[str, str] = {}
    for section in SECTIONS:
        pattern = rf"^{re.escape(section)}\.({'|'.join(NAMES)})=(.*)$"
        for name, value in re.findall(pattern, told, re.MULTILINE):
            words = str(ast.literal_eval(value)).split()
            found[NAMES[name]] = ("," if name == "find-links" else " ").join(words)
    # pip takes the best version of all registries, uv that of the first which has the package.
    found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in found.items() if name not in given}


def pip(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pip; its errors are shown, what it prints is returned."""
    command = [python, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)


def uv(python: str, requirements: str, pins: Iterable[str]) -> bool:
    """Whether uv is there, or can be had, and has installed what a file of requirements says."""
    pin = next(line for line in pins if line.startswith("uv==")).split()[0]
    if pip(python, "install", "--quiet", "--no-compile", pin).returncode:
        return False
    told = uv_settings(pip(python, "config", "list").stdout, os.environ)
    command = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    command += ["--requirement", requirements]
    # Its cache and the packages may lie in different file systems: it copies then.
    settings = os.environ | told
    return subprocess.run(command, env=settings, check=False).returncode == 0


def main(python: str, requirements: str) -> int:
    """Install a file of requirements; returns an exit status."""
    pins = Path("requirements-dev.txt").read_text("utf-8").splitlines()
    if uv(python, requirements, pins):
        return 0
    print("uv can't install them here; pip takes a few minutes", file=sys.stderr)
    return pip(
        python, "install", "--quiet", "--no-compile", "--requirement", requirements
    ).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
