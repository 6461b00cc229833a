"""`Progress`: how far somebody is with an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Progress:
    """One learner, one exercise.

    Attributes:
        tries: How many answers they had checked.
        hints: How many hints they have read: 0 to 2.
        solution_shown: Whether they have looked at the solution.
        passed_at: When an answer was right for the first time, in UTC; None: not yet.
        draft: The draft of their answer; empty if there is none.
        updated_at: When something of this changed last, in UTC.
    """

    tries: int = 0
    hints: int = 0
    solution_shown: bool = False
    passed_at: datetime | None = None
    draft: str = ""
    updated_at: datetime = datetime.min

    @property
    def passed(self) -> bool:
        """Whether an answer was right."""
        return self.passed_at is not None
