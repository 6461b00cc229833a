"""Commands about blocks that the user keeps."""

from __future__ import annotations

from app.core.session import editing, kept_blocks
from app.core.session.session import Session
from model_codegen import blocks, gallery


def keep(session: Session, title: str, text: str) -> None:
    editing.command(session, {"command": "keep_block", "name": title, "text": text})


def titles(session: Session) -> list[str]:
    return [block.title for block in session.shelf.blocks or ()]


def test_a_block_is_kept_renamed_and_deleted(quiet: Session) -> None:
    keep(quiet, "up", blocks.text("unet_up"))
    assert titles(quiet) == ["up"]
    assert quiet.notice is not None
    assert '"up" is among your blocks' in quiet.notice.text
    [block] = quiet.shelf.blocks or ()
    for message in (
        {"command": "rename_block", "name": block.id, "text": "higher"},
        {"command": "delete_block", "name": block.id},
    ):
        assert kept_blocks.command(quiet, message)
    assert titles(quiet) == []


def test_what_cannot_be_kept_is_told_and_loses_nothing(quiet: Session) -> None:
    before = quiet.design
    keep(quiet, "mlp", gallery.text("mlp"))
    assert quiet.notice is not None
    assert quiet.notice.text.startswith("This block was not saved. It is not a block")
    assert quiet.design is before


def test_other_commands_are_not_its_own(quiet: Session) -> None:
    assert not kept_blocks.command(quiet, {"command": "new"})
