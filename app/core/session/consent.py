"""Whether the code of a design's own layers may run: it does not until its user has said so.

The answer is remembered by digest of the text and by owner, where drafts are kept: a refresh or
another start of the server does not ask again. Text that came with a file, a link, an import or the
clipboard is always asked for. What the user changes here in text that they have agreed to is theirs
and counts as agreed to; see docs/decisions/0145-running-users-code.md.
"""

from __future__ import annotations

from typing import Any, Literal

from app.core import settings
from app.core.custom import template
from app.core.services import Services
from app.core.session.session import Session
from app.core.store.errors import DraftError
from model_codegen.design.custom_code import digest
from model_codegen.design.custom_layers import code_to_trust
from model_codegen.design.graph import Design

State = Literal["none", "forbidden", "needed", "given"]
"""`none`: no layer of the design has code. `forbidden`: this server runs no code of users."""


def state(session: Session, services: Services, design: Design | None = None) -> State:
    """Whether the code of a design may run for this session.

    Args:
        session: Whose user is asked.
        services: The store, which remembers what they said.
        design: The one on the canvas by default.
    """
    needed = code_to_trust(session.design if design is None else design)
    if not needed:
        return "none"
    if not settings.runs_code():
        return "forbidden"
    return "given" if _has_agreed(session, services, needed) else "needed"


def trusted(session: Session, services: Services, design: Design) -> str:
    """The digest of a design's code if it may run, else empty: what runs code asks for it."""
    may = state(session, services, design) == "given"
    return digest(design.code) if may else ""


def give(session: Session, services: Services, design: Design) -> None:
    """Take down that the user agrees to have the code of a design run."""
    _agree(session, services, digest(design.code))
    session.changed()


def follow(session: Session, services: Services, before: Design, after: Design) -> None:
    """Let an agreement follow an edit that was made here, once it has arrived.

    Args:
        session: Whose user has made it.
        services: The store.
        before: The design before the edit.
        after: The design that it made.
    """
    old, new = before.code, after.code
    if new == old or not new or not _has_agreed(session, services, digest(old)):
        return
    if (digest(old), digest(new)) in session.typed or template.is_addition(old, new):
        _agree(session, services, digest(new))


def typed(session: Session, code: str) -> None:
    """Take down that the user has typed this code over the design's; it is not applied yet."""
    session.typed.add((digest(session.design.code), digest(code)))


def typed_in_source(session: Session, patch: list[dict[str, Any]] | None) -> None:
    """The same for the source of the whole model: what its patch makes of the code."""
    for operation in patch or ():
        code = operation.get("value")
        written = operation["op"] in ("add", "replace") and operation["path"] == "/code"
        if written and isinstance(code, str):
            typed(session, code)


def _has_agreed(session: Session, services: Services, key: str) -> bool:
    if key not in session.agreed:
        try:
            session.agreed[key] = services.agreements.has_agreed(session.owner, key)
        except DraftError:
            return False
    return session.agreed[key]


def _agree(session: Session, services: Services, key: str) -> None:
    session.agreed[key] = True
    try:
        services.agreements.agree(session.owner, key)
    except DraftError as error:
        session.workspace.save_problem = str(error)
