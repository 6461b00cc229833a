from __future__ import annotations

import pytest

from app.core.people.rights import is_owner, may_open, right_to


def test_a_draft_is_its_owners_alone() -> None:
    assert right_to("ann", "ann") == "change"
    assert right_to("ann", "ben") == "none"
    assert not may_open("ann", "ben")


@pytest.mark.parametrize("reason", ["shared", "teaches"])
def test_a_share_and_a_class_let_look_and_no_more(reason: str) -> None:
    assert right_to("ann", "ben", **{reason: True}) == "view"
    assert right_to("ann", "ann", **{reason: True}) == "change"


def test_what_is_nobodys_is_not_the_nobodys_who_asks() -> None:
    assert not is_owner("", "")
    assert right_to("", "") == "none"


def test_owners_may_have_any_letters() -> None:
    assert is_owner("zoë", "zoë")
    assert not is_owner("zoë", "zoe")
