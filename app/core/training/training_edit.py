"""A change of how a design is trained, as a step that Undo takes back on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.core.session.session import Session
from app.core.workspace.document import ConflictError
from model_codegen.design.difference import difference
from model_codegen.design.errors import DesignError
from model_codegen.design.training import Data, Head, Training

ChangeTraining = Callable[[Training], Training]


def change(session: Session, title: str, of: ChangeTraining) -> None:
    """Change the training of the design on the canvas.

    What makes no design changes nothing, and a notice over the canvas says why.

    Args:
        session: Whose canvas it is.
        title: What Undo calls it.
        of: Makes the new training out of the one that is there; `Training()` where none is.
    """
    workspace = session.workspace
    try:
        with workspace.lock:
            design = workspace.design
            after = of(design.training or Training())
            patch = difference(design, replace(design, training=after))
            if patch:
                session.workspaces.edit(workspace, patch, author=session.id, title=title)
    except (ConflictError, DesignError) as error:
        session.notify("error", f"The training is as it was. {error}")
        return
    session.address = ""


def remove(session: Session) -> None:
    """Take the training out of the design; the runs that were made stay."""
    workspace = session.workspace
    with workspace.lock:
        patch = difference(workspace.design, replace(workspace.design, training=None))
        if patch:
            session.workspaces.edit(
                workspace, patch, author=session.id, title="Remove the training"
            )


def change_head(session: Session, name: str, title: str, of: Callable[[Head], Head]) -> None:
    """Change what one head learns."""
    change(
        session,
        title,
        lambda training: replace(
            training, heads={**training.heads, name: of(training.heads.get(name, Head()))}
        ),
    )


def change_data(session: Session, title: str, of: Callable[[Data], Data]) -> None:
    """Change what the design is trained with, where something was chosen."""

    def changed(training: Training) -> Training:
        return training if training.data is None else replace(training, data=of(training.data))

    change(session, title, changed)
