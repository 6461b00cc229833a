"""What came of a task, as a value: between processes text travels well, exceptions do not."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class TaskError(Exception):
    """A job that failed; `str(error)` is a sentence for a person."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes:
        value: What the function returned.
        failure: One sentence if it raised; empty if it did not.
        details: The traceback of a failure that is no user's mistake, for the log.
    """

    value: Any = None
    failure: str = ""
    details: str = ""


def run(function: Callable[..., Any], *arguments: Any) -> Outcome:
    """Call a function and catch all: between processes text travels well, exceptions don't."""
    from model_codegen.design.errors import LayerloomError

    try:
        return Outcome(function(*arguments))
    except LayerloomError as error:
        return Outcome(failure=str(error) or type(error).__name__)
    except (SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        # Code of a design may raise anything; uncaught, these would leave whoever waits for ever.
        return Outcome(failure=f"The code ended what ran it: {type(error).__name__}.")
    except MemoryError:
        return Outcome(failure="There was not enough memory for this.")
    except Exception as error:
        first = (str(error).strip() or "no message").splitlines()[0]
        return Outcome(
            failure=f"This did not work: {type(error).__name__}: {first[:300]}",
            details=traceback.format_exc(),
        )
