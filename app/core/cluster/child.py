"""The process on a worker that does one job: what it is given over a pipe, and tells over it.

For a training run it is started ahead, so that Keras is there when the run comes. When the pipe is
closed, because whoever started it is gone, it ends at once, in the middle of whatever it does.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.core.tasks import process_setup, task_outcome
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


def main(handle: int, warm: bool) -> None:
    """Do one job.

    Args:
        handle: Of the socket over which it comes.
        warm: Whether to import Keras ahead, as a training run needs it.
    """
    (process_setup.prepare_plainly if warm else process_setup.prepare_process)()
    pipe = Pipe(Connection(handle))
    if warm:
        from app.core.tasks import warm_up

        task_outcome.run(warm_up.import_for_training)
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
    main(int(sys.argv[1]), sys.argv[2] == "warm")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
