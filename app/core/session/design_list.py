"""What is done to designs in the list of them, whether or not one is open somewhere.

All of it is for the session's owner alone: another's design is as if it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.designs import archive
from app.core.one_line import one_line
from app.core.session import documents, own_drafts
from app.core.session.session import Session
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import dumps, loads, to_json
from model_codegen.design.graph import Design
from model_codegen.design.json_difference import json_difference
from model_codegen.design.model_names import renamed

GONE = "This design is no longer stored here."

LONGEST_NAME = 200


def rename(session: Session, draft: str, name: str) -> None:
    """Give a design another name; pages that show it see that.

    Raises:
        DraftError: If the store fails.
        DesignError: If the draft is not there, or the name is none, or too long.
    """
    name = one_line(name, LONGEST_NAME, "The name of a design")
    if not name:
        raise DesignError("A design needs a name.")
    workspace = session.workspaces.open(draft, session.owner)
    if workspace is None:
        raise DesignError(GONE)
    with workspace.lock:
        value = workspace.document.value
        patch = json_difference(value, to_json(renamed(workspace.design, name)))
        if patch:
            title = "Rename the design"
            session.workspaces.edit(workspace, patch, author=session.id, title=title)
    session.workspaces.saver.now(workspace)


def duplicate(session: Session, draft: str, folder: str = "") -> str:
    """Begin another draft with what one has, in the same folder; returns its id.

    Raises:
        DraftError: If the store fails.
        DesignError: If the draft is not there, or cannot be read.
    """
    design = _design(session, draft)
    return add(session, renamed(design, documents.copy_name(design.name)), folder)


def add(session: Session, design: Design, folder: str = "") -> str:
    """Store one more design, which is not put on the canvas; returns the id of its draft.

    Raises:
        DraftError: If the store fails.
    """
    workspaces = session.workspaces
    workspace = workspaces.begin(session.owner, design)
    workspaces.saver.now(workspace)
    if folder:
        session.services.owned_drafts.move(session.owner, [workspace.draft], folder)
    return workspace.draft


def file(session: Session, draft: str) -> tuple[str, str]:
    """A design's name, and its text as a file has it.

    Raises:
        DraftError: If the store fails.
        DesignError: If the draft is not there, or cannot be read.
    """
    design = _design(session, draft)
    return design.name, dumps(design)


@dataclass
class Upload:
    """What came of files.

    Attributes:
        names: Of the designs that were added.
        problems: Sentences.
    """

    names: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def upload(session: Session, name: str, content: bytes, into: Upload) -> None:
    """Add the design of a file, or those of a `.zip`.

    Args:
        session: Whose they are then.
        name: Of the file.
        content: What is in it.
        into: Told what came of it.

    Raises:
        DraftError: If the store fails.
    """
    try:
        zipped = name.lower().endswith(".zip")
        designs = archive.unpacked(content) if zipped else [("", loads(content))]
    except DesignError as error:
        into.problems.append(f"{name}: {error}")
        return
    for folder, design in designs:
        add(session, design, folder)
        into.names.append(design.name)


def _design(session: Session, draft: str) -> Design:
    found = own_drafts.text(session, draft)
    if found is None:
        raise DesignError(GONE)
    return loads(found)
