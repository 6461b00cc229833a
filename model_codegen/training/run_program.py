"""`run`: a training script executed as its `main()` would, watched and steered."""

from __future__ import annotations

import errno
import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from model_codegen.design.errors import LayerloomError
from model_codegen.training.control import Control
from model_codegen.training.failures import NotFinite, Stopped
from model_codegen.training.program import RunProgram
from model_codegen.training.sink import Sink
from model_codegen.training.teller import Teller
from model_codegen.training.working_directory import working_directory

if TYPE_CHECKING:
    from model_codegen.training.running import Running

__all__ = ["RunProgram", "run"]

_LOG = logging.getLogger(__name__)


def run(program: RunProgram, sink: Sink, control: Control) -> None:
    """Train in this process, from the start or a checkpoint, to the end or until it is stopped.

    Whatever happens is told as an event. The process' working directory is the script's meanwhile.

    Args:
        program: What is to be run.
        sink: Who is told, and keeps what comes of it.
        control: What the user wants.

    Raises:
        OSError: If not even the failure can be told.
    """
    from model_codegen.keras_bridge.automatic_names import counted_names
    from model_codegen.keras_bridge.dtype_policies import global_policy
    from model_codegen.training.running import Running

    teller = Teller(sink)
    try:
        # As in a fresh interpreter, whose count of names and whose policy the script finds.
        with (
            working_directory(program.directory, program.files),
            counted_names(),
            global_policy("float32"),
        ):
            running = Running(program, sink, control)
            teller = running.teller
            _train(program, running)
    except BaseException as error:
        if not isinstance(error, LayerloomError):
            _LOG.exception("A run has failed")
        teller.tell("failed", sentence=_sentence(error))


def _train(program: RunProgram, running: Running) -> None:
    try:
        running.train()
    except Stopped:
        running.teller.tell("stopped", epoch=running.epoch, step=running.step)
    except NotFinite as error:
        _tell_not_finite(program, running, error)


def _tell_not_finite(program: RunProgram, running: Running, error: NotFinite) -> None:
    from model_codegen.keras_bridge.automatic_names import counted_names
    from model_codegen.training.nonfinite_search import Culprit, search

    culprit = Culprit()
    # The search builds the model again, and its layers are to be called as on the canvas.
    with suppress(Exception), counted_names():
        culprit = search(program, running.kept, error) or culprit
    sentence = culprit.sentence(error)
    running.teller.tell(
        "nonfinite",
        epoch=error.epoch,
        step=error.step,
        layer=culprit.layer or None,
        what=culprit.what,
        sentence=sentence,
    )
    running.teller.tell("failed", sentence=sentence)


def _sentence(error: BaseException) -> str:
    """What went wrong, for a person."""
    from model_codegen.keras_bridge.graph_errors import is_out_of_memory, reason_of

    if isinstance(error, LayerloomError):
        return str(error)
    if isinstance(error, SystemExit | KeyboardInterrupt | GeneratorExit):
        return f"The code ended what ran it: {type(error).__name__}."
    if is_out_of_memory(error):
        return "There was not enough memory for this. A smaller batch needs less."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: make room and go on from the last epoch that was kept."
    said = reason_of(error).rstrip(".")
    if fetched := _FETCH.match(said):
        return (
            f"{fetched['file']} could not be fetched from {fetched['host']}, which this machine "
            "does not reach. Train with what is at hand, such as weights=None of an application, "
            "or run the downloaded script where there is a network."
        )
    return f"Training failed: {said if len(said) <= _LONGEST else said[:_LONGEST] + '…'}."


_FETCH = re.compile(r"URL fetch failure on \w+://(?P<host>[^/]+)/(?:\S*/)?(?P<file>[^/\s:]+): ")
"""What Keras says of weights and data that it cannot fetch (`keras.utils.get_file`)."""

_LONGEST = 400
"""Most characters of a message of Keras that are passed on."""
