"""An id tells whose draft it is, to who knows them."""

from __future__ import annotations

from app.core.drafts import draft_ids


def test_an_id_is_its_owners_and_nobody_elses() -> None:
    draft = draft_ids.fresh("olga")
    assert draft_ids.is_of(draft, "olga")
    assert not draft_ids.is_of(draft, "victor")
    assert not draft_ids.is_of(draft[1:], "olga")
    assert not draft_ids.is_of("", "olga")
    assert not draft_ids.is_of("é" * 40, "olga")
    assert draft_ids.fresh("olga") != draft


def test_an_answer_has_one_id_for_each_learner_and_exercise() -> None:
    ids = {draft_ids.of_answer(*who) for who in (("a", "l/e"), ("b", "l/e"), ("a", "l/f"))}
    assert len(ids) == 3
    assert draft_ids.of_answer("a", "l/e") in ids
