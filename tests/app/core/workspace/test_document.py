"""A document's revisions: what is taken over, what is refused, what leads from one to the next."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.workspace import document
from app.core.workspace.document import ConflictError, Document, touched
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import (
    MAX_BYTES,
    dumps,
    from_json,
    loads,
    to_json,
)
from model_codegen.design.patching import patched

MLP = gallery.load("mlp")


def put(path: str, value: Any) -> dict[str, Any]:
    return {"op": "add", "path": path, "value": value}


@pytest.mark.parametrize(
    ("operation", "parts"),
    [
        (put("", {}), [()]),
        (put("/name", "x"), [("name",)]),
        (put("/main/name", "x"), [("main", "name")]),
        (put("/main/operations/a/config/units", 3), [("main", "operations", "a")]),
        (put("/main/nodes/a/args/0", {}), [("main", "nodes", "a")]),
        (put("/models/m", {}), [("models", "m")]),
        (put("/models/m/operations/a/name", "x"), [("models", "m", "operations", "a")]),
        (put("/models/m/inputs/0", "x"), [("models", "m", "inputs")]),
        (put("/operations/a/config/units", 3), [("operations", "a")]),
        (put("/positions/main/a/0", 3), [("positions", "main", "a")]),
        # In a list a place is another one once something before it has gone.
        (put("/main/outputs/1", {}), [("main", "outputs")]),
        (put("/main/output_order/-", "a"), [("main", "output_order")]),
        (
            {"op": "move", "from": "/main/nodes/a", "path": "/main/nodes/b"},
            [("main", "nodes", "b"), ("main", "nodes", "a")],
        ),
        ({"op": "test", "path": "/name", "value": "x"}, []),
    ],
)
def test_what_a_change_touches(operation: dict[str, Any], parts: list[tuple[str, ...]]) -> None:
    assert [*touched([operation])] == parts


def test_an_item_of_a_list_is_not_taken_for_another() -> None:
    found = Document(MLP)
    before = [{"tensor": [node, 0]} for node in NODES[:2]]
    found.edit([put("/main/outputs", before)])
    found.edit([{"op": "remove", "path": "/main/outputs/0"}], 2, "a")
    with pytest.raises(ConflictError):
        found.edit([{"op": "replace", "path": "/main/outputs/0", "value": before[0]}], 2, "b")
    assert found.value["main"]["outputs"] == before[1:]


def test_who_changes_around_a_change_is_refused_as_who_changes_within() -> None:
    for one, other in [("/main", "/main/name"), ("/main/name", "/main")]:
        found = Document(MLP)
        values = {"/main": found.value["main"], "/main/name": "x"}
        found.edit([put(one, values[one])], 1, "a")
        with pytest.raises(ConflictError):
            found.edit([put(other, values[other])], 1, "b")


def test_an_author_knows_of_their_own_changes() -> None:
    found = Document(MLP)
    for text in "abc":
        found.edit([put("/name", text)], 1, "a")
    assert found.design.name == "c"
    with pytest.raises(ConflictError, match="Another window"):
        found.edit([put("/name", "d")], 3, "b")
    found.edit([put("/name", "d")], 4, "b")


def test_what_was_found_out_of_the_design_gives_way_to_what_somebody_does() -> None:
    found = Document(MLP)
    place = f"/main/operations/{OPERATIONS[0]}"
    found.edit([put(f"{place}/trainable", False)], author="server", silent=True)
    found.edit([put(f"{place}/name", "mine")], 1, "a")
    assert found.value["main"]["operations"][OPERATIONS[0]]["name"] == "mine"


def test_a_base_that_is_not_remembered_is_refused() -> None:
    found = Document(MLP)
    for text in "abcde":
        found.edit([put("/name", text)], author="a")
    with pytest.raises(ConflictError, match="ahead of the server"):
        found.edit([], 99, "b")
    found.replace(MLP)
    with pytest.raises(ConflictError, match="too often"):
        found.edit([], 6, "a")
    assert found.since(6) is None
    assert found.since(7) == []


def test_what_makes_no_design_changes_nothing() -> None:
    found = Document(MLP)
    before = found.value
    with pytest.raises(DesignError):
        found.edit([put("/name", "fine"), put("/main/nodes/x", {"operation": 3})], 1, "a")
    assert found.value is before
    assert (found.rev, found.design) == (1, MLP)
    assert found.since(1) == []


def test_a_design_stays_as_small_as_one_that_can_be_opened() -> None:
    found = Document(MLP)
    big = "x" * (MAX_BYTES // 3)
    for _ in range(9):  # Each takes the place of the one before.
        found.edit([put("/code", big)])
    found.edit([put("/name", big)])
    before = found.value
    for patch in (
        [put("/main/name", big)],
        [{"op": "copy", "from": "/name", "path": "/main/name"}],
    ):
        with pytest.raises(DesignError, match="16 MB"):
            found.edit(patch)
    assert found.value is before
    found.edit([put("/name", "small")])
    found.edit([put("/main/name", big)])
    assert loads(dumps(found.design)) == found.design


def test_large_changes_are_forgotten_sooner() -> None:
    found = Document(MLP)
    for _ in range(9):
        found.edit([put("/code", "x" * (document.REMEMBERED_BYTES // 4))])
    assert found.since(found.rev - 3) is not None
    assert found.since(1) is None
    found.edit([put("/code", "x" * (document.REMEMBERED_BYTES // 2))])
    found.edit([put("/code", "")])
    assert len(found.since(found.rev - 1) or []) == 1


NODES = sorted(MLP.main.nodes)
OPERATIONS = sorted(MLP.main.operations)
NUMBER = st.integers(0, 9)
CHANGES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(put, st.just("/name"), st.sampled_from("abc")),
    st.builds(
        put,
        st.sampled_from(NODES).map(lambda node: f"/positions/main/{node}"),
        st.tuples(NUMBER, NUMBER).map(list),
    ),
    st.builds(
        put,
        st.sampled_from(OPERATIONS).map(lambda name: f"/main/operations/{name}/config/extra"),
        NUMBER,
    ),
    st.builds(
        lambda place: {"op": "remove", "path": place},
        st.sampled_from(["/positions/main", *(f"/main/nodes/{node}" for node in NODES)]),
    ),
    st.just(put("/positions/main", {})),
    st.just({"op": "replace", "path": "/main/outputs", "value": "auto"}),
)
EDITS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 6), st.lists(CHANGES, min_size=1, max_size=3)),
    max_size=25,
)


def meet(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Whether one patch writes where the other does, or around it, or within it."""
    places = [f"{a['path']}/" for a in one], [f"{b['path']}/" for b in other]
    return any(a.startswith(b) or b.startswith(a) for a in places[0] for b in places[1])


@given(EDITS)
@settings(max_examples=60)
def test_no_change_is_lost_that_was_taken_over(edits: list[Any]) -> None:
    found = Document(MLP)
    history = {1: found.value}
    made: list[tuple[int, str, list[dict[str, Any]]]] = []
    for author, behind, patch in edits:
        base, before = max(1, found.rev - behind), found.value
        try:
            revision = found.edit(patch, base, author)
        except (ConflictError, DesignError):
            assert found.value is before
            continue
        # Nobody else has touched a part of it since the revision that its author knew.
        assert all(
            by == author or not meet(theirs, patch) for rev, by, theirs in made if rev > base
        )
        made.append((revision.rev, author, patch))
        history[found.rev] = found.value
        assert found.value == patched(before, patch)
    assert found.rev == 1 + len(made)
    assert to_json(found.design) == found.value
    assert from_json(found.value) == found.design
    # Whatever somebody has last heard of, the changes since lead to what is there.
    for rev, value in history.items():
        for change in found.since(rev) or []:
            value = patched(value, change.patch)
        assert value == found.value


@given(EDITS, st.integers(0, 5))
@settings(max_examples=20)
def test_what_is_remembered_is_all_or_nothing(edits: list[Any], behind: int) -> None:
    found = Document(MLP)
    for number, (author, _, _) in enumerate(edits):
        found.edit([put("/name", str(number))], author=author)
    asked = found.rev - behind
    changes = found.since(asked)
    if asked < 1:
        assert changes is None
    else:
        assert [one.rev for one in changes or []] == [*range(asked + 1, found.rev + 1)]


def test_only_so_many_changes_are_remembered() -> None:
    found, wanted = Document(MLP), document.REMEMBERED
    for _ in range(wanted + 1):
        found.edit([put("/name", "x")])
    assert found.since(1) is None
    assert len(found.since(2) or []) == wanted
