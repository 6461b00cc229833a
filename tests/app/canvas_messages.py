"""What a page would do, and what is known of the design then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from app.core.session import editing
from app.core.session.session import Session
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design

SECONDS = 120.0


def patch_to(design: Design) -> list[dict[str, Any]]:
    """A patch that makes any design this one."""
    return [
        {"op": "add", "path": f"/{key}", "value": value} for key, value in to_json(design).items()
    ]


def draw(session: Session, what: str | Design = "mlp", **changes: Any) -> str:
    """Draw a design, or an entry of the gallery, in the place of what is there.

    Returns:
        Why that was refused; empty if it was not.
    """
    design = gallery.load(what) if isinstance(what, str) else what
    document = session.workspace.document
    edit = {"patch": patch_to(design), "base": document.rev, "client": "page", "seq": 1}
    return editing.edit(session, session.workspace, **(edit | changes))


def wait_until(session: Session, done: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until something is so that a session is told of.

    Raises:
        TimeoutError: If it is not so by then.
    """
    end, told = time.monotonic() + seconds, threading.Event()
    session.watch(told.set)
    try:
        while not done():
            if time.monotonic() > end:
                raise TimeoutError("What was waited for did not come.")
            told.wait(0.2)
            told.clear()
    finally:
        session.unwatch(told.set)


def settle(session: Session) -> None:
    """Wait for the analysis of what is drawn."""
    wait_until(session, lambda: not session.stale)


def arrive(session: Session) -> None:
    """Wait until what was read is on the canvas."""
    wait_until(session, lambda: session.coming is None)
    for thread in threading.enumerate():
        if thread.name == "import":
            thread.join(SECONDS)


def saved(session: Session) -> str | None:
    """What is stored of the draft, once all is saved."""
    session.workspaces.saver.now(session.workspace)
    return session.services.drafts.load(session.draft)


def params(session: Session) -> int:
    """Number of parameters that the last analysis found."""
    assert session.analysed is not None
    found: int = session.analysed.result["graphs"]["main"]["total_params"]
    return found
