"""What a browser would send, and what is known of the design that it sent."""

from __future__ import annotations

from typing import Any

from app.core.session.session import Session
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json

SECONDS = 120.0


def edit(session: Session, name: str = "mlp", /, **changes: Any) -> dict[str, Any]:
    """An edit message as the browser would send it next."""
    message = {
        "session": session.id,
        "rev": session.rev,
        "seq": session.seq + 1,
        "doc": to_json(gallery.load(name)),
    }
    return message | changes


def params(session: Session) -> int:
    """Number of parameters that the last analysis found."""
    assert session.analysed is not None
    found: int = session.analysed.result["graphs"]["main"]["total_params"]
    return found
