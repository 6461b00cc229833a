"""What is done to designs in the list of them."""

from __future__ import annotations

import json

import pytest

from app.core.drafts.draft import OwnedDraft
from app.core.session import design_list
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import dumps, loads


@pytest.fixture
def session(idle: Workspaces) -> Session:
    return Session("olga", idle, idle.begin("olga"))


@pytest.fixture
def draft(session: Session) -> str:
    return design_list.add(session, gallery.load("mlp"), "Ideas")


def listed(session: Session) -> list[OwnedDraft]:
    return session.services.owned_drafts.page(session.owner, order="name").drafts


def test_a_name_is_changed_where_it_is_open_and_where_it_is_not(
    session: Session, draft: str
) -> None:
    design_list.rename(session, draft, "  renamed\nhere ")
    assert [one.name for one in listed(session)] == ["renamed here"]
    seen = session.workspaces.open(draft, "olga")
    assert seen is not None
    design_list.rename(session, draft, "again")
    assert seen.design.name == "again"
    assert seen.design.main.name == "again"
    assert [one.name for one in listed(session)] == ["again"]
    with pytest.raises(DesignError, match="needs a name"):
        design_list.rename(session, draft, " \0 ")


def test_a_copy_stands_in_the_same_folder_and_nothing_comes_onto_the_canvas(
    session: Session, draft: str
) -> None:
    before = session.workspace
    copy = design_list.duplicate(session, draft, "Ideas")
    assert session.workspace is before
    assert [(one.name, one.folder) for one in listed(session)] == [
        ("mlp", "Ideas"),
        ("mlp copy", "Ideas"),
    ]
    assert copy != draft


def test_a_file_is_the_design(session: Session, draft: str) -> None:
    name, text = design_list.file(session, draft)
    assert name == "mlp"
    assert loads(text) == gallery.load("mlp")


def test_files_are_added_and_what_is_none_is_told(session: Session) -> None:
    came = design_list.Upload()
    design_list.upload(session, "a.json", dumps(gallery.load("mlp")).encode(), came)
    design_list.upload(session, "b.json", json.dumps([]).encode(), came)
    design_list.upload(session, "c.ZIP", b"none", came)
    assert came.names == ["mlp"]
    assert [problem.partition(":")[0] for problem in came.problems] == ["b.json", "c.ZIP"]
    assert [one.name for one in listed(session)] == ["mlp"]


def test_another_s_design_is_not_there(session: Session, draft: str) -> None:
    visitor = Session("victor", session.workspaces, session.workspaces.begin("victor"))
    for attempt in (
        lambda: design_list.rename(visitor, draft, "mine"),
        lambda: design_list.duplicate(visitor, draft),
        lambda: design_list.file(visitor, draft),
    ):
        with pytest.raises(DesignError, match="no longer stored"):
            attempt()
    assert listed(visitor) == []
    assert [one.name for one in listed(session)] == ["mlp"]
