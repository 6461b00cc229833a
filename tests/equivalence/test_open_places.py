"""What source leaves open stays as it was drawn."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Missing, Node, TensorRef
from model_codegen.equivalence.open_places import OpenPlaces
from tests.emitters.draft import Draft


@pytest.mark.keras
def test_a_circle_stays_one_where_nobody_connects_it() -> None:
    d = Draft("round")
    d.input("a", 8)
    d.layer("Add", "one", [TensorRef("a"), TensorRef("two")])
    d.layer("Dense", "two", TensorRef("one"), units=8)
    design = d.design("a")
    found = OpenPlaces(design, analyse(design))
    before = design.main.nodes["one"]
    read = Node("one", ([TensorRef("a"), Missing()],))
    assert found.put_back("main", "one", before, read) == before
    mended = Node("one", ([TensorRef("a"), TensorRef("a")],))
    assert found.put_back("main", "one", before, mended) == mended
    assert found.put_back("main", "new", before, read) == read
