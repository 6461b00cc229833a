"""What the Chain or topology? page teaches, in words."""

from __future__ import annotations

from collections.abc import Mapping

LOST: Mapping[str, str] = {
    "sequential": "**Nothing is lost:** this design is a chain, and a list of layers says it all.",
    "functional": (
        "**Nothing is lost.** Every branch, merge and shared layer stands there as drawn, and the "
        "graph stays data: Keras can plot it, check its shapes, and cut it at any tensor."
    ),
    "subclass": (
        "**The same numbers, but the graph becomes code.** It lives in `call`, where Keras cannot "
        "look: no picture of the connections, no cutting at a tensor, and shapes are known only "
        "once it is built. In return, `call` may hold any Python."
    ),
}
"""By style: what a design loses in this form, in Markdown."""

_PREFIX = "Sequential is a chain: "


def reason_text(message: str) -> str:
    """A reason without the words that all reasons begin with, as a sentence."""
    text = message.removeprefix(_PREFIX)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
