"""What is taken for a block."""

from __future__ import annotations

import pytest

from app.core.drafts import kept_block
from app.core.drafts.kept_block import checked_title, read_block, root_of
from model_codegen import blocks, gallery
from model_codegen.design.errors import DesignError


def test_a_ready_block_is_one() -> None:
    assert root_of(blocks.load("unet_up")) == "unet_up"
    assert read_block(blocks.text("unet_up"))["name"] == "unet_up"


@pytest.mark.parametrize("name", ["mlp", "residual_blocks"])
def test_a_design_of_layers_or_of_two_blocks_is_none(name: str) -> None:
    with pytest.raises(DesignError, match="not a block"):
        read_block(gallery.text(name))


def test_its_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_block, "MOST_BYTES", 2048)
    with pytest.raises(DesignError, match="at most 2 KB"):
        read_block(blocks.text("unet_up"))


def test_a_title_is_one_line_of_some_letters() -> None:
    assert checked_title(" a\n b ") == "a b"
    with pytest.raises(DesignError, match="at most 60 letters"):
        checked_title("a" * 61)
