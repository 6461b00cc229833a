"""`one_line`: what somebody calls something, as it is kept."""

from __future__ import annotations

from model_codegen.design.errors import DesignError


def one_line(text: str, longest: int, what: str) -> str:
    """Text of one line: what is between words is one space, and nothing is around them.

    Args:
        text: As it was typed or pasted; PostgreSQL takes no NUL, which is left out.
        longest: How many characters it may have.
        what: What it is: `"The name of a folder"`.

    Raises:
        DesignError: If it is longer. Nothing is cut off: whoever pasted it is told.
    """
    line = " ".join(text.replace("\0", "").split())
    if len(line) > longest:
        raise DesignError(f"{what} has at most {longest} characters; this one has {len(line):,}.")
    return line
