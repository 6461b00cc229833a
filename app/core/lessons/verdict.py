"""`Verdict`: what a check answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One predicate, answered.

    Attributes:
        asked: What is asked, as a sentence: "The model has 217,537 parameters."
        passed: Whether it is so.
        found: What is the case, as a sentence: "The model has 434,945 parameters; 217,537 are
            asked for." May hold names in backticks, nothing else of Markdown.
    """

    asked: str
    passed: bool
    found: str


@dataclass(frozen=True)
class Verdict:
    """Whether a design is what an exercise asks for.

    Attributes:
        passed: Whether all holds.
        findings: One of each predicate, in the order of the exercise.
        say: What to tell the learner, as Markdown: never empty.
        fix: Where the Problems panel has a fix that leads on, what its button says; else empty.
        code: The code of the diagnostic that `say` is from; else empty.
        unfinished: Whether the design has errors yet, so that there is little to say.
    """

    passed: bool
    findings: tuple[Finding, ...]
    say: str
    fix: str = ""
    code: str = ""
    unfinished: bool = False
