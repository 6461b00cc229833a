"""Answers by the very objects that a question is about."""

from __future__ import annotations

from model_codegen.design.by_identity import by_identity


def test_the_very_same_question_is_answered_once_and_one_that_is_equal_anew() -> None:
    asked: list[object] = []

    @by_identity(2)
    def length(items: list[int], more: int = 0) -> int:
        asked.append(items)
        return len(items) + more

    one, other = [1, 2], [1, 2]
    assert [length(one), length(one), length(other), length(one)] == [2, 2, 2, 2]
    assert len(asked) == 2
    assert length(one, more=1) == 3
    assert [length([number]) for number in range(9)] == [1] * 9
    assert length(one) == 2
    assert len(asked) == 2 + 1 + 9 + 1
