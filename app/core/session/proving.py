"""Starting a live build of the design, and keeping few of the files that come of it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.core import settings
from app.core.limits.limits import LimitError
from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import proof_task
from app.core.workspace.analysed import Analysed

MAX_FILES = 8
"""How many built models are kept on disk for download."""


def key(analysed: Analysed) -> tuple[str, str]:
    """The key of a design's proof among the results."""
    return "proof", analysed.model_digest


def file(digest: str) -> Path:
    """Where the model of a design goes.

    Args:
        digest: The first 32 digits of the design's digest.
    """
    return settings.state_directory() / "built" / f"{digest}.keras"


def start(session: Session, services: Services, analysed: Analysed) -> None:
    """Build a design live in a process of its own, also where it was built before.

    Where that is asked for too often, a notice says so.

    Args:
        session: Whose panel shows it.
        services: The results, among which it will be.
        analysed: A design without errors.
    """
    try:
        services.limits.take(session.owner, "builds")
    except LimitError as error:
        session.notify("warning", str(error))
        return
    place = file(analysed.model_digest[:32])
    _tidy(place.parent)
    run = services.lone_jobs.start(
        proof_task.prove,
        (
            analysed.design,
            place,
            consent.trusted(session, services, analysed.design),
        ),
        settings.PROOF_SECONDS,
    )
    services.results.forget(key(analysed))
    services.results.get(key(analysed), lambda: run.future)
    session.proof = run


def _tidy(folder: Path) -> None:
    """Delete the oldest files beyond `MAX_FILES`."""
    files = sorted(folder.glob("*.keras"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MAX_FILES - 1 :]:
        with contextlib.suppress(OSError):
            file.unlink()
