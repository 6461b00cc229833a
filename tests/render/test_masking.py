"""Names in disguise come back as they were."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from model_codegen.graph import Layer
from model_codegen.render.masking import mask, unmask, unmask_html
from tests.render.designs import HOSTILE, SHOWN, chain

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" "))


def disguised(name: str) -> str:
    operation = mask(chain(name)).main.operations["d0"]
    assert isinstance(operation, Layer)
    return operation.name


@given(PRINTABLE)
def test_printable_names_come_back(name: str) -> None:
    assert unmask(disguised(name)) == name
    assert html.unescape(unmask_html(disguised(name))).replace("\\\\", "\\") == name


@given(st.text())
def test_a_disguise_has_no_markup_and_as_many_characters(name: str) -> None:
    masked = disguised(name)
    assert len(masked) == len(name)
    assert not set(masked) & set("[]\\<>&\"'{}|\n\r\t")
    assert unmask(masked).isprintable()


def test_control_characters_are_shown_by_symbols() -> None:
    for name in HOSTILE:
        assert unmask(disguised(name)) == SHOWN.get(name, name)


def test_keys_of_dicts_are_disguised_and_ids_are_not() -> None:
    design = chain("dense")
    main = mask(design).main
    assert main.inputs == "i"
    assert set(main.nodes) == set(design.main.nodes)
    assert main.nodes == design.main.nodes
