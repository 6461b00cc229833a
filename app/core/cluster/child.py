"""The process on a worker that does one job: what it is given over a pipe, and tells over it.

It may be started ahead, so that Keras is there when the job comes. When the pipe is
closed, because whoever started it is gone, it ends at once, in the middle of whatever it does.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.core.tasks import process_setup, task_outcome, warm_up
from model_codegen.training.control import Wanted
from model_codegen.training.sink import Event


class Pipe:
    """Heads of JSON with files of bytes; several threads may send.

    Args:
        connection: What it goes over.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = threading.Lock()

    def send(self, kind: str, content: Any, files: Mapping[str, bytes] | None = None) -> None:
        """Send a message.

        Raises:
            OSError: If nobody is there any more.
        """
        files = files or {}
        with self._turn:
            self._connection.send_bytes(json.dumps([kind, content, list(files)]).encode())
            for one in files.values():
                self._connection.send_bytes(one)

    def receive(self) -> tuple[str, Any, dict[str, bytes]]:
        """The next message.

        Raises:
            OSError, EOFError: If nobody is there any more.
        """
        kind, content, names = json.loads(self._connection.recv_bytes())
        return kind, content, {name: self._connection.recv_bytes() for name in names}

    def close(self) -> None:
        """Close it."""
        self._connection.close()


class PipeSink:
    """A `Sink`: all that a run tells and makes goes over the pipe."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def event(self, event: Event) -> None:
        """Send an event."""
        self._pipe.send("event", event)

    def checkpoint(self, epoch: int, files: Mapping[str, bytes]) -> None:
        """Send a checkpoint."""
        self._pipe.send("checkpoint", epoch, files)

    def finished(self, files: Mapping[str, bytes]) -> None:
        """Send what the user may take away."""
        self._pipe.send("finished", None, files)


class PipeControl:
    """A `Control`, and what ends this process when nobody is there any more."""

    def __init__(self, pipe: Pipe, wanted: Wanted) -> None:
        self._wanted = wanted
        self._pipe = pipe

    def wanted(self) -> Wanted:
        """What was said last."""
        return self._wanted

    def listen(self) -> None:
        """Listen until the pipe is closed, and end the process then."""
        try:
            while True:
                _, self._wanted, _ = self._pipe.receive()
        except BaseException:
            os._exit(1)


COLD = "cold"
"""The kind of process that imports nothing ahead."""

KINDS: Mapping[str, tuple[Callable[[], None], Callable[[], object]]] = {
    "training": (process_setup.prepare_plainly, warm_up.import_for_training),
    # As what this machine forks builds from: `ForkServer`.
    "building": (process_setup.prepare_process, warm_up.import_all),
    COLD: (process_setup.prepare_process, lambda: None),
}
"""What each kind of process does before it has a job: how it is set up, and what it imports."""


def main(handle: int, kind: str) -> None:
    """Do one job.

    Args:
        handle: Of the socket over which it comes.
        kind: One of `KINDS`.
    """
    prepare, load = KINDS[kind]
    prepare()
    pipe = Pipe(Connection(handle))
    task_outcome.run(load)
    try:
        _, content, files = pipe.receive()
    except (OSError, EOFError):
        return
    control = PipeControl(pipe, content["wanted"])
    threading.Thread(target=control.listen, daemon=True).start()
    process_setup.report_to(lambda stage: pipe.send("stage", stage))
    outcome = task_outcome.run(_do, content, files, pipe, control)
    pipe.send(
        "end",
        {
            "value": outcome.value,
            "failure": outcome.failure,
            "details": outcome.details,
        },
    )


def _do(
    content: Mapping[str, Any], files: Mapping[str, bytes], pipe: Pipe, control: PipeControl
) -> Any:
    module, _, name = content["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    folder = Path(content["folder"])
    for key, one in files.items():
        path = folder / key
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one)
    return function(folder, content["arguments"], PipeSink(pipe), control)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
