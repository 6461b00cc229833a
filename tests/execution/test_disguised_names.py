"""Names in disguise come back as they were."""

from __future__ import annotations

import html
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from model_codegen.design.graph import Layer
from model_codegen.execution.disguised_names import mask, unmask, unmask_html
from tests.render.designs import HOSTILE, chain

NAMES = st.text(st.characters(exclude_categories=["Cs", "So"]))


def disguised(name: str) -> str:
    operation = mask(chain(name)).main.operations["d0"]
    assert isinstance(operation, Layer)
    return operation.name


@given(NAMES | st.sampled_from(HOSTILE))
def test_names_come_back(name: str) -> None:
    masked = disguised(name)
    assert unmask(masked) == name
    assert html.unescape(unmask_html(masked)).replace("\\\\", "\\") == name


@given(NAMES | st.sampled_from(HOSTILE))
def test_a_disguise_has_no_markup_and_as_many_characters(name: str) -> None:
    masked = disguised(name)
    assert len(masked) == len(name)
    assert not set(masked) & set("[]\\<>&\"'{}|")
    assert masked.isprintable() == name.isprintable()


def test_what_several_graphs_share_is_disguised_too() -> None:
    shared = {"s": Layer("keras.layers.Dense", "[bold]", {"units": 1})}
    masked = mask(replace(chain("dense"), operations=shared)).operations["s"]
    assert isinstance(masked, Layer)
    assert unmask(masked.name) == "[bold]" != masked.name


def test_keys_of_dicts_are_disguised_and_ids_are_not() -> None:
    design = chain("dense")
    main = mask(design).main
    assert main.inputs == "i"
    assert set(main.nodes) == set(design.main.nodes)
    assert main.nodes == design.main.nodes
