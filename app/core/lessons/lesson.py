"""`Lesson`: steps that a learner goes through, some of them exercises, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from model_codegen.design.graph import Design

Panel: TypeAlias = Literal["Code", "Summary", "Plot", "Problems", "Proof", "Train", "Values"]
"""A panel beside the canvas."""


@dataclass(frozen=True)
class Check:
    """One thing that is asked of a design: a predicate with its argument.

    Attributes:
        name: Key of `predicates.PREDICATES`.
        argument: As the predicate takes it: of the type that it is registered with.
        line: Where it stands in the lesson's file, from 1.
    """

    name: str
    argument: Any
    line: int = 0


@dataclass(frozen=True)
class Point:
    """What a step points at.

    Attributes:
        nodes: Names of layers, or patterns of them such as `enc_*`.
        code: Text whose lines are marked in the source; empty for none.
        panel: The panel that is opened; None: the one that is open stays.
    """

    nodes: tuple[str, ...] = ()
    code: str = ""
    panel: Panel | None = None


@dataclass(frozen=True)
class Answer:
    """What is said of a wrong answer that is like this.

    Attributes:
        when: All of these hold.
        say: Markdown.
    """

    when: tuple[Check, ...]
    say: str


@dataclass(frozen=True)
class WrongAnswer:
    """An answer that is wrong, for the tests of the lesson.

    Attributes:
        file: Name of the design's file.
        says: What the verdict must contain.
    """

    file: str
    says: str = ""


@dataclass(frozen=True)
class Exercise:
    """Something to do, and how it is told whether it is done.

    Attributes:
        id: Unique in its lesson.
        key: Unique in the course: `lesson-slug/exercise-id`.
        task: One sentence.
        check: All of these must hold.
        hints: Two; the first says where to look, the second nearly all.
        level: How difficult it is, 1 to 3.
        answers: What is said of wrong ones; the first that fits.
        right: What is said of a right one; may be empty.
        solution: Name of the file of a design that passes; empty if there is none.
        also: Files of other designs that pass, as there are several right answers.
        wrong: Designs that don't pass.
        designs: The designs that are named in the exercise, by file name.
        line: Where it stands in the lesson's file, from 1.
    """

    id: str
    key: str
    task: str
    check: tuple[Check, ...]
    hints: tuple[str, str]
    level: int = 1
    answers: tuple[Answer, ...] = ()
    right: str = ""
    solution: str = ""
    also: tuple[str, ...] = ()
    wrong: tuple[WrongAnswer, ...] = ()
    designs: Mapping[str, Design] = field(default_factory=dict, compare=False, repr=False)
    line: int = 0


@dataclass(frozen=True)
class Step:
    """One screen of a lesson.

    Attributes:
        title: Its heading.
        text: Markdown, without the heading and the block that says what happens.
        start: Name of the file of the design that lies on the canvas from here on; empty: the
            learner's own stays.
        point: What it points at.
        exercise: What is to be done; None: it is only read.
        line: Where it begins in the lesson's file, from 1.
    """

    title: str
    text: str
    start: str = ""
    point: Point = Point()
    exercise: Exercise | None = None
    line: int = 0


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    Attributes:
        slug: Its name in addresses: `sharing` of the folder `05-sharing`.
        number: Its place in the course: 5.
        title: Of one line.
        summary: One sentence, for the list of lessons.
        minutes: How long it takes.
        steps: At least one.
        after: Slugs of lessons that should come before it.
        introduction: Markdown that stands before the first step; mostly empty.
        designs: All designs that it names, by file name.
    """

    slug: str
    number: int
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]
    after: tuple[str, ...] = ()
    introduction: str = ""
    designs: Mapping[str, Design] = field(default_factory=dict, compare=False, repr=False)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Those of its steps, in order."""
        return tuple(step.exercise for step in self.steps if step.exercise is not None)
