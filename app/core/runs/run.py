"""`Run`: one training of one design, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

RunState: TypeAlias = Literal[
    "waiting", "running", "paused", "stopped", "finished", "failed", "lost"
]
"""`lost`: the process that did it is gone. From `stopped` and `lost` it can go on."""

ENDED: frozenset[RunState] = frozenset({"stopped", "finished", "failed", "lost"})
"""In which no process has it."""


@dataclass(frozen=True)
class NewRun:
    """What a run is made of.

    Attributes:
        owner: The token of the browser whose it is.
        draft: The id of the draft.
        name: The design's name.
        design: The design's JSON text.
        source: The script that is run: what `emit(design, style, with_training=True)` returned.
        seed: The seed, for the list.
        epochs: How many epochs it has, all stages together, for the list.
        files: The data that the script opens: paths on this server by the names that it has for
            them.
        trusted: The digest of the design's own code that may run; empty for none.
    """

    owner: str
    draft: str
    name: str
    design: str
    source: str
    seed: int = 0
    epochs: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    trusted: str = ""


@dataclass(frozen=True)
class Run:
    """A run as it is kept; its design, source and events are read from the store.

    Attributes:
        id: Unguessable, in hexadecimal digits; the name of its directory.
        owner: As in `NewRun`.
        draft: As in `NewRun`.
        name: As in `NewRun`.
        seed: As in `NewRun`.
        epochs: As in `NewRun`.
        files: As in `NewRun`.
        trusted: As in `NewRun`.
        created: When it was made, in seconds since 1970.
        state: How it is.
        done: How many epochs are done.
        message: Why it failed, or what there is to say of its state; else empty.
        can_go_on: Whether it has a checkpoint that is not its end.
    """

    id: str
    owner: str
    draft: str
    name: str
    seed: int
    epochs: int
    files: Mapping[str, str]
    trusted: str
    created: float
    state: RunState = "waiting"
    done: int = 0
    message: str = ""
    can_go_on: bool = False
