"""The builds of the app that are measured: the one here, and beside it one of an earlier revision.

The earlier one is checked out in a temporary worktree and runs in the same virtual environment. Its
packages are installed there from this repository, in editable form: what comes first on the path
decides, and `check_served` makes sure of it, in Python and in the browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BEFORE = "5a34efe"
"""The last build in which an edit was a rerun of Streamlit's script, before the live channel."""

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "components", "model_codegen")


@dataclass(frozen=True)
class Build:
    """One build of the app.

    Attributes:
        name: "now", or the revision.
        root: Its checkout.
    """

    name: str
    root: Path

    def environment(self) -> dict[str, str]:
        """The environment in which a process of it runs."""
        return os.environ | {"PYTHONPATH": os.fspath(self.root)}


NOW = Build("now", ROOT)


@contextmanager
def builds(revision: str | None) -> Iterator[list[Build]]:
    """The earlier build, where it can be had, and the one here, last.

    Args:
        revision: What git calls the earlier one; None for none.
    """
    _compile(NOW)
    if revision is None:
        yield [NOW]
        return
    with tempfile.TemporaryDirectory() as directory:
        earlier = checked_out(revision, Path(directory) / "earlier")
        if earlier is None:
            yield [NOW]
            return
        try:
            _compile(earlier)
            yield [earlier, NOW]
        finally:
            _git("worktree", "remove", "--force", os.fspath(earlier.root))
            shutil.rmtree(earlier.root, ignore_errors=True)
            _git("worktree", "prune")


def check_served(build: Build, urls: Iterable[str]) -> None:
    """Make sure that a build's own Python runs and that a page has its own bundles.

    Args:
        build: The build.
        urls: Addresses of the components' files that a page has loaded from its server.

    Raises:
        RuntimeError: If something came from elsewhere, with what and from where.
    """
    program = "import importlib.util as found\n" + "\n".join(
        f"print(getattr(found.find_spec({name!r}), 'origin', 'no {name}'))" for name in PACKAGES
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        cwd=build.root,
        env=build.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    for origin in asked.stdout.splitlines():
        if build.root.resolve() not in Path(origin).resolve().parents:
            raise RuntimeError(f"The build {build.name} would run {origin}, not its own package.")
    seen = list(urls)
    if not seen:
        raise RuntimeError(f"A page of the build {build.name} has loaded no bundle that is known.")
    for url in seen:
        own = list((build.root / "components").glob(f"*/build/{url.rpartition('/')[2]}"))
        with urllib.request.urlopen(url, timeout=10) as answer:
            text = answer.read()
        if not any(file.read_bytes() == text for file in own):
            raise RuntimeError(f"The build {build.name} served {url}, which is none of its files.")


def checked_out(revision: str, folder: Path) -> Build | None:
    """A build in a worktree of its own; None, and a sentence, where it cannot be had.

    Args:
        revision: What git calls it.
        folder: Where the worktree goes; there is nothing yet.
    """
    failure = _git("worktree", "add", "--detach", os.fspath(folder), revision)
    if failure is None:
        return Build(revision, folder)
    print(
        f"The build {revision} is not measured beside this one, since git does not have it here: "
        f"{failure}",
        file=sys.stderr,
    )
    return None


def _git(*arguments: str) -> str | None:
    """Run git here; what it said last if it failed."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    return (done.stderr.strip().splitlines() or ["it failed"])[-1]


def _compile(build: Build) -> None:
    """Compile all modules beforehand, so that a first page has not to."""
    folders = [os.fspath(build.root / name) for name in PACKAGES]
    command = [sys.executable, "-m", "compileall", "-q", "-x", "node_modules", *folders]
    subprocess.run(command, cwd=build.root, check=False)
