"""Every name is an identifier, is given once, and hides nothing."""

from __future__ import annotations

import builtins
import keyword
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model_codegen.emitters.namespace import (
    LONGEST,
    RESERVED,
    Namespace,
    class_identifier,
    identifier,
)

ANYTHING = st.text(max_size=200) | st.text("_0aé", max_size=8) | st.sampled_from(sorted(RESERVED))


def usable(name: str) -> bool:
    namespace: dict[str, int] = {}
    exec(f"{name} = 1", namespace)
    return namespace[name] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dense_1", "dense_1"),
        ("Dense 1", "Dense_1"),
        ('"); import os #', "import_os"),
        ("3d", "layer_3d"),
        ("", "layer"),
        ("///", "layer"),
        ("_private", "private"),
        ("__init__", "init__"),
        ("class_", "class_"),
        ("naïve Schicht Ä", "naïve_Schicht_Ä"),
        ("ﬁlter", "filter"),
        ("𝐱", "x"),
        ("a\u0301", "á"),
        ("x\u200by\u202e", "x_y"),
        ("\ud800", "layer"),
        ("层", "层"),
        ("line\nbreak", "line_break"),
        ("n" * 10_000, "n" * LONGEST),
        ("é" * 10_000, "é" * LONGEST),
    ],
)
def test_the_nearest_identifier(text: str, expected: str) -> None:
    assert identifier(text, "layer") == expected


@given(ANYTHING)
def test_identifiers_are_what_python_takes_them_for(text: str) -> None:
    name = identifier(text, "layer")
    assert name.isidentifier()
    assert name == unicodedata.normalize("NFKC", name)
    assert not name.startswith("_")
    assert len(name) <= LONGEST + len("layer_")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("residual_block_64", "ResidualBlock64"),
        ("mlp", "Mlp"),
        ("HTTPModel", "HTTPModel"),
        ("2 towers", "Model2Towers"),
        ("!", "Model"),
        ("élan", "Élan"),
    ],
)
def test_the_nearest_class_name(text: str, expected: str) -> None:
    assert class_identifier(text, "model") == expected


@given(st.lists(ANYTHING, max_size=30))
@example(["A¨"])
def test_no_name_is_given_twice_and_every_one_can_be_bound(wanted: list[str]) -> None:
    module = Namespace()
    inner = Namespace({"x"}, module)
    names = [module.name(text) for text in wanted[::2]]
    names += [module.class_name(text) for text in wanted[:3]]
    names += [inner.name(text) for text in wanted]
    assert len(set(names)) == len(names)
    assert "x" not in [*names[len(wanted[::2]) + len(wanted[:3]) :]]
    assert not RESERVED.intersection(names)
    assert all(map(usable, names))


def test_reserved_are_keywords_builtins_and_the_imports() -> None:
    public = {name for name in dir(builtins) if not name.startswith("_")}
    assert {*keyword.kwlist, *keyword.softkwlist} | public <= RESERVED
    assert {"keras", "layers", "ops", "self"} <= RESERVED


def test_what_collides_is_numbered() -> None:
    names = Namespace({"x"})
    assert [names.name("x"), names.name("x"), names.name("dense"), names.name("dense")] == [
        "x_1",
        "x_2",
        "dense",
        "dense_1",
    ]
    assert [names.name("class"), names.name("class"), names.name("class_")] == [
        "class_",
        "class_1",
        "class_2",
    ]


def test_an_inner_scope_knows_the_outer_one() -> None:
    module = Namespace()
    module.name("build_model")
    inner = Namespace(parent=module)
    assert inner.name("build_model") == "build_model_1"
    assert "build_model" in inner
    assert "build_model_1" not in module
