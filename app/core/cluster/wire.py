"""What travels between the bridge and a worker: JSON and bytes, in both directions.

It goes through queues of the Dask scheduler: all that workers tell through one queue of the server,
what they are told through one queue for each attempt. An attempt is one worker that has one job.

| from a worker | with |
|---|---|
| `hello` | it is there and has nothing yet: `versions`, `worker` |
| `news` | `number`, `events`, `stage`, `checkpoint` (epochs), `end` (what came of it); files |
| | `position` of the first event, among all that the job has told |

| to a worker | with |
|---|---|
| `take` | what is to be done, the `position` of its first event; files |
| `wanted` | `wanted`: run, pause, stop |
| `kept` | `number` of the news that are kept: the worker sends no others before |
| `drop` | end at once: nobody wants to hear more |
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LARGEST = 512 * 1024**2
"""Bytes of the largest message."""


class WireError(Exception):
    """What came is no message."""


@dataclass(frozen=True)
class Message:
    """One message.

    Attributes:
        kind: See above.
        job: Which job it is about.
        attempt: Which attempt at it.
        content: JSON.
        files: Bytes by name.
    """

    kind: str
    job: str
    attempt: str
    content: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(map(len, self.files.values()))


def packed(message: Message) -> dict[str, Any]:
    """A message as Dask's queues take it: text and bytes, which need no pickling."""
    head = [message.kind, message.job, message.attempt, message.content]
    return {"head": json.dumps(head), "files": dict(message.files)}


def unpacked(found: object) -> Message:
    """A message out of a queue.

    Raises:
        WireError: If it is none, or too large.
    """
    if not isinstance(found, dict) or set(found) != {"head", "files"}:
        raise WireError("no message")
    try:
        kind, job, attempt, content = json.loads(found["head"])
        files = {str(name): bytes(content) for name, content in found["files"].items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise WireError(f"no message: {error}") from error
    if not (
        all(isinstance(one, str) for one in (kind, job, attempt)) and isinstance(content, dict)
    ):
        raise WireError("no message")
    message = Message(kind, job, attempt, content, files)
    if message.size > LARGEST:
        raise WireError(f"{message.size} bytes are more than {LARGEST}")
    return message
