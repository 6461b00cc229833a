"""Which run the Train tab shows, and what runs are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.runs.run import Run
from app.core.session.session import Session

if TYPE_CHECKING:
    from app.core.services import Services


def shown(session: Session, services: Services) -> Run | None:
    """The run that the page shows: the one that was chosen, else the newest of the draft."""
    if session.trained:
        found = services.runs.find(session.trained, session.owner)
        if found is not None:
            return found
        session.trained = ""
    return next(iter(services.runs.of_draft(session.draft, session.owner)), None)


def label(run: Run) -> str:
    """What a run is called where several are: `siamese, seed 3`."""
    return f"{run.name}, seed {run.seed}"
