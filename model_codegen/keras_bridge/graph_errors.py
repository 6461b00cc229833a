"""What TensorFlow says went wrong in a compiled step, without the way that led there."""

from __future__ import annotations

import re

from model_codegen.keras_bridge.error_messages import undecorated

_WAY = re.compile(
    r"Graph execution error:|Detected at node .*|\s*File \".*|\s*<stack traces unavailable>"
    r"|Detected (?:at )?.*defined at.*|\s*\d+ root error\(s\) found.*|\s*"
)


def reason_of(error: BaseException) -> str:
    """What an exception of a training step says, on one line.

    An error inside of a graph begins with the call stack of Python at the time of tracing, and ends
    with the names of nodes (`tensorflow/python/framework/errors_impl.py`).
    """
    text = str(error)
    if not text.startswith("Graph execution error"):
        return undecorated(error) or type(error).__name__
    own = [line for line in text.splitlines() if not _WAY.fullmatch(line)]
    first = own[0] if own else type(error).__name__
    return re.split(r"\s+(?:\[\[\{\{|\[Op:)", first)[0].strip()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether Python or TensorFlow has found no room for something."""
    return isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError"
