"""A PostgreSQL of the tests' own: Debian's, in a folder for the time of a session.

It is reached by a socket in that folder, so that no port is taken. It refuses to be run by root:
then it is run as another user.
"""

from __future__ import annotations

import contextlib
import getpass
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

USER = "layerloom"
TEMPLATE = "layerloom_template"

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
}
"""Nothing outlives the tests, so nothing waits for the disk."""

REMEDY = "PostgreSQL is not installed (on Debian: apt-get install postgresql)"


def binaries() -> Path | None:
    """Where PostgreSQL's programs are; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = found[-1] if found else shutil.which("initdb")
    return Path(path).resolve().parent if path else None


class Cluster:
    """A running server with a database for each test.

    Args:
        folder: An empty folder that this user may give to another one.
        settings: What is set otherwise than in `SETTINGS`.

    Attributes:
        process: The server.
    """

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        found = binaries()
        assert found is not None, REMEDY
        self.programs = found
        self.folder = folder
        self._settings = SETTINGS | (settings or {})
        self._numbers = itertools.count()
        self._as = _other_user() if os.getuid() == 0 else {}
        if self._as:
            os.chown(folder, self._as["user"], self._as["group"])
        self._run(
            "initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8",
            "--no-sync", "--no-instructions", f"--pgdata={folder / 'data'}",
        )  # fmt: skip
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers."""
        options = [f"-c{name}={value}" for name, value in self._settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self.programs / "postgres",
                    f"-D{self.folder / 'data'}",
                    f"-cunix_socket_directories={self.folder}",
                    *options,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self._as,
            )
        end = time.monotonic() + 60
        while True:
            try:
                self._connection().close()
                return self.process
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise AssertionError((self.folder / "log").read_text("utf-8")) from None
                time.sleep(0.02)

    def make(self, template: str = "template1", name: str = "") -> str:
        """Make a database, and return its URL.

        Args:
            template: What it has from the beginning.
            name: What it is called; by default one that no other has.
        """
        name = name or f"test_{next(self._numbers)}"
        with self._connection() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away, whoever is connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        with self._connection() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End the server, whoever is connected."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)

    def kill(self) -> None:
        """Kill the server and all its processes, as where a machine goes down."""
        pids = _children(self.process.pid)
        for pid in [self.process.pid, *pids]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)

    def _connection(self) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self._as,
        )


@contextlib.contextmanager
def running(**settings: str) -> Iterator[Cluster]:
    """A server that ends with the block.

    Args:
        settings: See `Cluster`.
    """
    # Not in pytest's folder, into which nobody else may look; a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="layerloom-pg-"))
    try:
        cluster = Cluster(folder, settings)
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> dict[str, Any]:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise AssertionError(f"{getpass.getuser()} cannot run PostgreSQL, and there is no other user")


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return []
    return [int(child) for child in found.split()]
