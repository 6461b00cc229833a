"""The app as a user starts it, on a port and with a state directory of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 120.0

TEACHER = "tess@example.org"
"""Who is a teacher, of those who sign in."""


@dataclass(frozen=True)
class AppServer:
    """A running app.

    Attributes:
        url: Where its page is.
        pid: Process id of the web process; the workers are below it.
        log: What it writes goes here.
        provider: The port of the provider that people sign in with; 0 where they cannot.
    """

    url: str
    pid: int
    log: Path
    provider: int = 0


@contextmanager
def app_server(
    directory: Path, root: Path = ROOT, port: int = 0, prefix: str = "", secrets: str = ""
) -> Iterator[AppServer]:
    """Run the app until the block ends.

    Args:
        directory: Where its state and its log are.
        root: The checkout of the app; its folder comes first on Python's path.
        port: Where it listens; a free one by default.
        prefix: The path under which it is served.
        secrets: What Streamlit's `secrets.toml` says; there is none by default.

    Raises:
        RuntimeError: If it does not come up; the message holds its log.
    """
    port = port or free_port()
    log = directory / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app/main.py"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    command += [f"--server.baseUrlPath={prefix}"]
    if secrets:
        (directory / "secrets.toml").write_text(secrets, encoding="utf-8")
        command += [f"--secrets.files={directory / 'secrets.toml'}"]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=os.environ
            | {
                "LAYERLOOM_STATE": str(directory / "state"),
                "LAYERLOOM_TEACHERS": TEACHER,
                "PYTHONPATH": str(root),
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}/{prefix}".rstrip("/")
    try:
        _wait_healthy(f"{url}/_stcore/health", process, log)
        yield AppServer(url, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not come up:\n{log.read_text(errors='replace')}")
