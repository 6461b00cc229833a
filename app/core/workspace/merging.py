"""What another server has saved of a draft, taken over into the one that is open here.

Two servers on one database may have a draft open: behind a load balancer, when somebody looks at
it who was sent to the other one. What was saved there since is made here as one edit, by the rules
of two windows. Where both have changed the same part, this server's stays, and the other's is kept
as a version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from jsonpointer import JsonPointer, JsonPointerException

from app.core.drafts.draft import OvertakenError, StoredDraft
from app.core.workspace.document import ConflictError, Revision
from app.core.workspace.workspace import Workspace
from model_codegen.design.difference import difference
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.patches import Operations

AUTHOR = "another server"
"""Who made these edits."""

CONFLICT = (
    "On another server the same part of this design was changed at the same time. What you see "
    "here is kept; what was drawn there is among the earlier versions."
)

OUTDONE = (
    "On another server the same part of this design was changed at the same time, and what was "
    "drawn there is what you see now; what was drawn here is among the earlier versions."
)


class Edit(Protocol):
    """`Workspaces.edit`."""

    def __call__(
        self, workspace: Workspace, patch: Operations, *, base: int | None, author: str
    ) -> Revision:
        """Change a draft."""


def take_over(workspace: Workspace, found: OvertakenError, edit: Edit) -> bool:
    """Make what another server has saved part of a draft, and note that it is.

    Args:
        workspace: The draft.
        found: What came of saving it.
        edit: Changes a draft.

    Returns:
        Whether all of it could be; if not, the draft is as it was.
    """
    with workspace.lock:
        stored = found.stored
        try:
            theirs = loads(stored.text)
            changes = difference(workspace.saved_design, theirs)
            patch = list(_missing(changes, workspace.document.value))
            if patch:
                edit(workspace, patch, base=workspace.saved_rev, author=AUTHOR)
        except (ConflictError, DesignError):
            return False
        workspace.saved_design, workspace.stamp = theirs, stored.stamp
        workspace.absorbed.add(stored.stamp.writer)
    if found.outdone:
        workspace.tell("warning", OUTDONE)
    return True


def is_design(stored: StoredDraft) -> bool:
    """Whether what is stored can be opened here."""
    try:
        loads(stored.text)
    except DesignError:
        return False
    return True


def _missing(patch: Operations, value: Any) -> Iterator[dict[str, Any]]:
    """The operations whose outcome is not there already: both sides may have done the same."""
    for operation in patch:
        pointer = JsonPointer(operation["path"])
        try:
            parent, last = pointer.to_last(value)
        except JsonPointerException:
            parent = last = None
        if isinstance(parent, dict):
            gone = operation["op"] == "remove" and last not in parent
            same = "value" in operation and _alike(parent.get(last), operation["value"])
            if gone or (same and last in parent):
                continue
        yield operation


def _alike(one: Any, other: Any) -> bool:
    # Python takes 1 for true, which are two values of an argument.
    return one == other and repr(one) == repr(other)
