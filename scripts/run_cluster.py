"""A Dask cluster on this machine and the app that uses it: `make run-cluster`.

Scheduler and workers listen on 127.0.0.1 only. Whatever of them ends is started again, as a service
manager does it on real machines; all end with the app, and the app with Ctrl+C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

WORKERS = 2
HOST = "127.0.0.1"
ALONE = ("--host", HOST, "--no-dashboard", "--dashboard-address", f"{HOST}:0")
"""Even without a dashboard there is an HTTP server, on all interfaces unless it is told where."""

ROOT = Path(__file__).parent.parent


def main(*arguments: str) -> int:
    """Run until the app ends.

    Args:
        *arguments: For Streamlit.

    Returns:
        The app's exit status.
    """
    port = free_port()
    address = f"tcp://{HOST}:{port}"
    worker = ("worker", address, "--nworkers", "1", "--nthreads", "1", "--memory-limit", "0")
    commands = [("scheduler", "--port", str(port)), *[worker] * WORKERS]
    running = [dask(command) for command in commands]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app/main.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "LAYERLOOM_DASK": address},
    )
    print(f"A scheduler at {address} and {WORKERS} workers are starting.", flush=True)
    try:
        while app.poll() is None:
            time.sleep(0.5)
            for number, process in enumerate(running):
                if process.poll() is not None:
                    time.sleep(1)
                    running[number] = dask(commands[number])
    except KeyboardInterrupt:
        app.wait()
    finally:
        for process in [app, *reversed(running)]:
            end(process)
    return app.returncode or 0


def dask(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start a part of the cluster. Ctrl+C does not reach it: the app is to end first."""
    return subprocess.Popen(
        [*(sys.executable, "-m", "dask", *command), *ALONE],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "warning"},
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
    if os.getpgid(0) != process.pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    # What a terminal or a service manager sends to end this.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(*sys.argv[1:]))
