"""The source that a page looks at: asked for after each analysis, sent as what is new in it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any, TypedDict

from app.core.number_text import file_stem
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.source_styles import source_styles
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.core.workspace.analysed import Analysed
from components.source_protocol import SourceCode, SourcePatch, SourceSettings, SourceUpdate
from model_codegen.design.json_difference import changed_run, json_difference

QUICK = 0.1
"""Seconds; source that is written in less is asked for at once."""

LONGEST_REST = 0.5
"""Seconds that source waits at most for further edits."""


class _Places(TypedDict):
    lines: dict[str, list[list[int]]]
    block_lines: dict[str, dict[str, list[list[int]]]]


class SourceFeed:
    """What a page has of the source, and what it is to get.

    Where it takes long to write, it is asked for once the hand has rested for twice as long: what
    is written for each of several edits nobody sees, and it takes the processor from what the next
    gesture waits for.

    Args:
        session: Whose page it is.
        wake: Called, in any thread, when there may be something new.
    """

    def __init__(self, session: Session, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake
        self._settings: SourceSettings | None = None
        self._future: Future[dict[str, Any]] | None = None
        self._told: tuple[Analysed, SourceSettings] | None = None
        self._code: SourceCode | None = None
        self._asked = self._took = 0.0
        self._seen: Analysed | None = None
        self._rested = 0.0

    def look(self, settings: SourceSettings | None) -> None:
        """Note how the page wants its source; None where it looks at none."""
        if settings is not None and settings["style"] not in source_styles():
            return
        self._settings = settings
        if settings is not None:
            self._session.style, self._session.fold = settings["style"], settings["fold"]
            self._session.training = settings.get("training", False)

    def forget(self) -> None:
        """Send the whole the next time."""
        self._code = None
        self._told = None

    def news(self) -> SourceUpdate | None:
        """What is new for the page, if anything is."""
        analysed, settings = self._session.analysed, self._settings
        if analysed is None or settings is None:
            return None
        if self._told is not None and self._told[0] is analysed and self._told[1] == settings:
            return None  # Most news are of other things.
        if self._rests(analysed, settings):
            return None
        style, fold, training = settings["style"], settings["fold"], settings.get("training", False)
        services, asked = self._session.services, time.monotonic()
        future = panel_requests.source(self._session, services, analysed, style, fold, training)
        if future is not self._future:
            self._future = future
            self._asked = asked
            future.add_done_callback(self._written)
        if not future.done():
            return None
        update: SourceUpdate = {
            "rev": analysed.rev,
            "style": style,
            "fold": fold,
            "training": training,
            "filename": f"{file_stem(analysed.design.name)}.py",
            "has_training": analysed.design.training is not None,
        }
        try:
            answer = future.result()
        except CancelledError:
            return None
        except (TaskError, WorkerLostError) as error:
            update["problem"] = f"The source could not be written. {error}"
        else:
            if "reasons" in answer:
                update["reasons"] = answer["reasons"]
            if "cells" in answer:
                update["cells"] = answer["cells"]
            before, self._code = self._code, _code(answer)
            if before is None:
                update["whole"] = self._code
            elif patch := _patch(before, self._code):
                update["patch"] = patch
        self._told = analysed, settings
        return update

    def _rests(self, analysed: Analysed, settings: SourceSettings) -> bool:
        """Whether source of an analysis is to wait for another edit, which may follow."""
        now = time.monotonic()
        if self._told is None or self._told[1] != settings:
            self._seen, self._rested = analysed, now  # somebody waits for it
        elif analysed is not self._seen:
            self._seen, self._rested = analysed, now
            if self._took >= QUICK:
                rest = min(2 * self._took, LONGEST_REST)
                self._rested += rest
                timer = threading.Timer(rest, self._wake)
                timer.daemon = True
                timer.start()
        return now < self._rested

    def _written(self, future: Future[dict[str, Any]]) -> None:
        if not future.cancelled():
            self._took = time.monotonic() - self._asked
        self._wake()


def _code(answer: dict[str, Any]) -> SourceCode:
    """Source as it travels, where a range of lines is a list."""
    return {"text": answer["text"], **_places(answer["lines"], answer["block_lines"])}


def _patch(before: SourceCode, after: SourceCode) -> SourcePatch | None:
    """What is new in source, if anything is; see `source_protocol.SourcePatch`."""
    first, gone, come = changed_run(before["text"].split("\n"), after["text"].split("\n"))
    moved = _places(before["lines"], before["block_lines"], first + gone, len(come) - gone)
    now = {"lines": after["lines"], "block_lines": after["block_lines"]}
    places = json_difference(moved, now)
    if not gone and not come and not places:
        return None
    return {"start": first + 1, "gone": gone, "come": [*come], "places": places}


def _places(
    lines: Mapping[str, Sequence[Sequence[int]]],
    block_lines: Mapping[str, Mapping[str, Sequence[Sequence[int]]]],
    behind: int = 0,
    by: int = 0,
) -> _Places:
    """Where all nodes are, once the lines behind one have moved by so many."""
    return {
        "lines": _moved(lines, behind, by),
        "block_lines": {block: _moved(inner, behind, by) for block, inner in block_lines.items()},
    }


def _moved(
    places: Mapping[str, Sequence[Sequence[int]]], behind: int, by: int
) -> dict[str, list[list[int]]]:
    """Where nodes are once the lines behind one have moved."""
    return {
        node: [[a + by, b + by] if a > behind else [a, b] for a, b in lines]
        for node, lines in places.items()
    }
