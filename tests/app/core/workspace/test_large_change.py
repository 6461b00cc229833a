"""Before which change a version is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.workspace.large_change import cause, is_large
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.difference import difference


def test_another_design_is_a_large_change_and_a_few_calls_are_not() -> None:
    one, other = gallery.load("residual_classifier"), gallery.load("siamese_comparator")
    assert is_large(difference(one, replace(other, name=one.name)), one)
    moved = {key: (1.0, float(number)) for number, key in enumerate(one.main.nodes)}
    assert not is_large(difference(one, replace(one, positions={"main": moved})), one)
    assert not is_large([{"op": "remove", "path": "/main/nodes/one"}], one)


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("Edit the code", "applying code"),
        ("Undone: Edit the code", "undoing “Edit the code”"),
        ("Delete 12 nodes", "“Delete 12 nodes”"),
        ("x" * 70, f"“{'x' * 59}…”"),
        ("", "a large change"),
    ],
)
def test_a_version_tells_which_change_it_was_kept_before(title: str, before: str) -> None:
    assert cause(title) == before


def test_what_a_page_calls_its_edit_is_told_by_the_list_of_versions(idle: Workspaces) -> None:
    one, other = gallery.load("residual_classifier"), gallery.load("siamese_comparator")
    workspace = idle.begin("olga", one)
    patch = difference(one, replace(other, name=one.name))
    idle.edit(workspace, patch, author="page", seq=1, called="Edit the code")
    idle.saver.now(workspace)
    causes = [line.cause for line in idle.services.drafts.versions(workspace.draft)]
    assert causes == ["", "applying code"]
