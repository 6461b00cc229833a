"""An exercise as a Jupyter notebook: the design's source, the task, and its checks as `assert`s."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain

from app.core.lessons.checking import UNSAID, answer, asks_about_errors
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Check, Exercise, Lesson
from app.core.lessons.notebook_helpers import HELPERS
from app.core.lessons.notebook_training import TRAINING_HELPERS
from app.core.lessons.predicates import PREDICATES
from model_codegen.emitters.training.notebook import code_cell, document, words_cell

_NOT_MEANT = "All that is listed holds, and it is not yet what the task means: read it once more."

_TRAINS = re.compile(r"\btrains\b")

_BUILD = re.compile(r"build_model(_\d+)?")


def notebook(lesson: Lesson, exercise: Exercise, source: str, facts: Facts) -> str:
    """Write an exercise as a notebook: JSON of nbformat 4.5. Imports no Keras.

    It runs from top to bottom where the design is right, and ends at the first `assert` that does
    not hold where it is not.

    Args:
        lesson: Of the exercise.
        exercise: The exercise.
        source: Source of the design that it begins with, as `emit` writes it in the functional
            style: `build_model()` is what is run. A script that trains, where the exercise
            `asks_of_training` and the design says how.
        facts: Of that design.
    """
    text = next(s.text for s in lesson.steps if s.exercise and s.exercise.key == exercise.key)
    # An exercise about what cannot be built yet has nothing that asserts could look at.
    builds = not asks_about_errors(exercise.check)
    cells = [
        words_cell("task", f"# {lesson.title}\n\n**{exercise.task}**\n\n{text}".strip()),
        *_model(source, builds),
        words_cell("hints", _hints(exercise)),
        *_checks(exercise, facts, builds),
    ]
    return document(cells)


def asks_of_training(exercise: Exercise) -> bool:
    """Whether a notebook of an exercise asserts how the model is trained."""
    parts = chain(*(c.argument if c.name == UNSAID else [c] for c in exercise.check))
    return any(_TRAINS.search(expression(check)) for check in parts)


def expression(check: Check) -> str:
    """A check as one expression of Python; empty where a built model does not tell.

    Args:
        check: Any.
    """
    match check.name:
        case "all" | "any" | "not" | "unsaid":
            parts = [expression(inner) for inner in check.argument]
            if not all(parts):
                return ""
            joined = (" or " if check.name == "any" else " and ").join(f"({p})" for p in parts)
            if check.name == "not":
                return " and ".join(f"not ({part})" for part in parts)
            return joined
    parts = [*PREDICATES[check.name].python(check.argument)]
    return " and ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)


def _model(source: str, builds: bool) -> Iterator[dict[str, object]]:
    tree = ast.parse(source)
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    build = next((name for name in reversed(functions) if _BUILD.fullmatch(name)), "")
    main = next((node for node in tree.body if isinstance(node, ast.If)), None)
    end = main.lineno - 1 if main is not None and build else None
    words = "## Your model\n\nChange it here, and run all cells below."
    if "main" in functions:
        words += " To train it, call `main()` in a cell of its own."
    yield words_cell("model-words", words)
    yield code_cell("model", "\n".join(source.splitlines()[:end]).strip())
    if build and builds:
        # Names begin anew, so that the checks find layers by them however often a cell is run.
        yield code_cell("build", f"keras.utils.clear_session()\nmodel = {build}()\nmodel.summary()")


def _hints(exercise: Exercise) -> str:
    return "\n\n".join(
        f"<details><summary>{title}</summary>\n\n{hint}\n\n</details>"
        for title, hint in zip(("A hint", "Another hint"), exercise.hints, strict=True)
    )


def _checks(exercise: Exercise, facts: Facts, builds: bool) -> Iterator[dict[str, object]]:
    untold: list[str] = []
    lines: list[str] = []
    unsaid: list[str] = []
    for check in exercise.check:
        asked = answer(check, facts).asked
        said = expression(check)
        if check.name == UNSAID:
            # It would give the answer away: the page says nothing of it, either.
            unsaid += [f"({one})" for one in map(expression, check.argument) if one and builds]
        elif said and builds:
            lines.append(f"assert {said}, {asked!r}")
        else:
            untold.append(asked)
    helpers = HELPERS.strip()
    if unsaid:
        helpers += f"\n\n\ndef is_as_meant(model):\n    return {' and '.join(unsaid)}"
        lines.append(f"assert is_as_meant(model), {_NOT_MEANT!r}")
    first = next((at for at, line in enumerate(lines) if _TRAINS.search(line)), None)
    if first is not None or any(map(_TRAINS.search, unsaid)):
        helpers += f"\n\n\n{TRAINING_HELPERS.strip()}"
        lines.insert(len(lines) - 1 if first is None else first, "trains = how_it_trains()")
    if lines:
        yield words_cell(
            "checks-words", "## Is it right?\n\nThe first cell has what the checks need."
        )
        yield code_cell("checks-helpers", helpers)
        right = exercise.right or "That is right."
        yield code_cell("checks", "\n".join([*lines, f"print({right!r})"]))
    if untold:
        listed = "\n".join(f"- {asked}" for asked in untold)
        text = f"What only Layerloom can tell, which sees the drawing:\n\n{listed}"
        yield words_cell("untold", text)
