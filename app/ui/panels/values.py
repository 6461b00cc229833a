"""The Values panel: what flows through the model, call by call. It talks on the live channel."""

from __future__ import annotations

from app.core.services import Services
from app.core.session.session import Session
from model_codegen.training.sink import BEST_MODEL

KEY = "values"

HEIGHT = 640
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session, services: Services) -> None:
    """Mount the panel."""
    from components.tensor_values import tensor_values

    runs = services.runs
    trained = any(
        runs.store.download(run.id, BEST_MODEL)
        for run in runs.of_draft(session.draft, session.owner)
    )
    tensor_values({"trained": trained}, key=KEY, height=HEIGHT)
