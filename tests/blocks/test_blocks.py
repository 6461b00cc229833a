"""Ready blocks: what their files promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen import blocks
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import SubModel


def test_every_design_file_is_an_entry() -> None:
    files = {path.stem for path in Path(blocks.__file__).parent.glob("*.json")}
    assert files == set(blocks.names())


def test_each_says_what_it_does_and_whose_idea_it_is() -> None:
    entries = blocks.entries()
    assert len({entry.title for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.summary.endswith(".")
        assert len(entry.title) <= 32
        assert entry.paper[-4:].isdigit()
        assert entry.link.startswith(("https://arxiv.org/abs/", "https://doi.org/"))


@pytest.mark.parametrize("name", blocks.names())
def test_its_example_uses_the_block_once(name: str) -> None:
    design = blocks.load(name)
    assert design.name == name
    assert [*design.models] == [name]
    assert design.models[name].name == name
    assert design.models[name].parameters
    uses = [one for one in design.main.operations.values() if isinstance(one, SubModel)]
    assert uses == [SubModel(name, name)]
    assert design.positions[name].keys() == design.models[name].nodes.keys()


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(DesignError, match="Did you mean `unet_down` or `unet_up`"):
        blocks.load("unet")
