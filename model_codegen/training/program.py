"""`RunProgram`: what is to be run, with all that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RunProgram:
    """What is to be run; it can be pickled, and sent to another machine with its files.

    Attributes:
        source: The text that `emit(design, style, with_training=True)` returned.
        design: The design's JSON text, by which heads are checked and memory is estimated; empty:
            neither is done.
        files: The data that the script opens in its working directory: paths on this machine by
            the names that the script has for them.
        kept: Files of the last checkpoint by name, with which the run goes on; empty: from the
            start. See `sink.CHECKPOINT` and `sink.BEST`.
        directory: Where the script runs and leaves its files; empty: where nothing is left.
        memory: Bytes that training may take; 0: whatever it takes.
        trusted: The digest of the design's own code that may run; empty for none.
        norms: Whether gradients and weights are measured at the end of epochs.
    """

    source: str
    design: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, bytes] = field(default_factory=dict)
    directory: str = ""
    memory: int = 0
    trusted: str = ""
    norms: bool = True
