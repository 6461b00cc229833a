"""What a page does to the blocks that its user keeps."""

from __future__ import annotations

from typing import Any

from app.core.session.session import Session
from app.core.store.errors import DraftError
from model_codegen.design.errors import DesignError


def command(session: Session, message: dict[str, Any]) -> bool:
    """Carry out a command that is about kept blocks; what fails is told and changes nothing.

    Args:
        session: Whose page it is.
        message: See `components.live_protocol.Command`.

    Returns:
        Whether it is such a command.
    """
    shelf = session.shelf
    try:
        match message:
            case {"command": "keep_block", "name": str(title), "text": str(text)}:
                kept = shelf.keep(title, text)
                session.notify("info", f'"{kept}" is among your blocks: see Blocks in the palette.')
            case {"command": "rename_block", "name": str(block), "text": str(title)}:
                shelf.rename(block, title)
            case {"command": "delete_block", "name": str(block)}:
                shelf.delete(block)
            case _:
                return False
    except DesignError as error:
        session.notify("error", f"This block was not saved. {error}")
    except DraftError as error:
        session.notify("error", str(error))
    return True
