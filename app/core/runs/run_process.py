"""What the process of a run does. It outlives the server: all that it tells is in its directory."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from app.core.runs.directory_sink import DirectorySink
from app.core.runs.process_mark import ProcessMark
from app.core.runs.run_store import RunStore
from app.core.tasks import process_setup, warm_up
from model_codegen.training.sink import Event

LOG = "log.txt"

PATIENT = 15
"""How much less of a busy core it gets than whoever edits, once it has begun: a thirtieth."""

_TASKS = Path("/proc/self/task")


def prepare(directory: str, memory: int) -> None:
    """Become a process of its own, which has this run.

    Args:
        directory: Of the run.
        memory: Bytes that it may use once Keras is there.
    """
    with contextlib.suppress(OSError, AttributeError):
        os.setsid()  # what ends the server's terminal does not end it
    path = Path(directory)
    log = os.open(path / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    for number, handle in ((0, nowhere), (1, log), (2, log)):
        os.dup2(handle, number)
    ProcessMark.of(os.getpid()).write(path)
    process_setup.give_memory(memory)


def train(directory: str, patience: int = PATIENT) -> None:
    """Do the run, to its end or until it is stopped.

    Args:
        directory: Of the run.
        patience: See `PATIENT`.
    """
    from model_codegen.training.run_program import RunProgram, run

    path = Path(directory)
    store = RunStore(path.parent)
    found = store.find(path.name)
    if found is None:
        return
    warm_up.import_for_training()
    process_setup.limit_memory()
    program = RunProgram(
        source=store.source(found.id),
        design=store.design(found.id),
        files=found.files,
        kept=store.kept(found.id),
        directory=str(path / "files"),
        memory=process_setup.memory_ceiling(),
        trusted=found.trusted,
    )
    run(program, _Settling(path, patience), store.control(found.id))


class _Settling(DirectorySink):
    """Writes what is told, and steps back as soon as there is a first point of the curve."""

    def __init__(self, directory: Path, patience: int) -> None:
        super().__init__(directory)
        self._patience = patience
        self._is_settled = False

    def event(self, event: Event) -> None:
        super().event(event)
        if not self._is_settled and event["kind"] == "step":
            self._is_settled = True
            _step_back(self._patience)


def _step_back(patience: int) -> None:
    """Be nicer by so much, with all threads: on Linux each has a priority of its own."""
    with contextlib.suppress(OSError, AttributeError):
        if not _TASKS.exists():
            os.nice(patience)
            return
        nice = os.getpriority(os.PRIO_PROCESS, 0) + patience
        for thread in _TASKS.iterdir():
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, int(thread.name), min(19, nice))


if __name__ == "__main__":
    prepare(sys.argv[1], int(sys.argv[2]))
    train(sys.argv[1], int(sys.argv[3]))
