"""`SchoolClass`, its members, and their homework, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SchoolClass:
    """A teacher's class.

    Attributes:
        id: Names it.
        owner: The teacher.
        title: What its teacher calls it.
        code: Stands in the link by which learners join; who knows it may.
        created_at: When it was made, in UTC.
    """

    id: str
    owner: str
    title: str
    code: str
    created_at: datetime


@dataclass(frozen=True)
class Member:
    """A learner of a class.

    Attributes:
        person: The owner of their drafts.
        name: What the teacher reads.
        joined_at: When they joined, in UTC.
    """

    person: str
    name: str
    joined_at: datetime


@dataclass(frozen=True)
class Homework:
    """A lesson that a class is to do.

    Attributes:
        school_class: The id of the class.
        title: What the class is called.
        lesson: The slug of the lesson.
        due_at: Until when, in UTC; None: there is no hurry.
    """

    school_class: str
    title: str
    lesson: str
    due_at: datetime | None
