"""A sink that holds all in memory, and controls that say what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.training.control import Wanted
from model_codegen.training.sink import Event


class Keeping:
    """A sink.

    Args:
        room: How many checkpoints there is room for.
    """

    def __init__(self, room: int = 1000) -> None:
        self.events: list[Event] = []
        self.kept: list[dict[str, bytes]] = []
        self.files: dict[str, bytes] = {}
        self._room = room

    def event(self, event: Event) -> None:
        self.events.append(event)

    def checkpoint(self, epoch: int, files: Mapping[str, bytes]) -> None:
        if len(self.kept) >= self._room:
            raise OSError(28, "No space left on device")
        self.kept.append({**(self.kept[-1] if self.kept else {}), **files})

    def finished(self, files: Mapping[str, bytes]) -> None:
        self.files.update(files)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]

    @property
    def kinds(self) -> list[str]:
        """What was told but for steps and norms, in order."""
        return [event["kind"] for event in self.events if event["kind"] not in ("step", "norms")]


class Going:
    """A control of a user who says something each time that they are asked, and at last nothing."""

    def __init__(self, *wishes: Wanted) -> None:
        self._wishes = [*wishes]

    def wanted(self) -> Wanted:
        return self._wishes.pop(0) if self._wishes else "run"
