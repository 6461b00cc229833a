"""Exceptions: for misuse and input/output. A user's mistake in a drawing is a `Diagnostic`."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.design.diagnostics import Diagnostic, at_line


class LayerloomError(Exception):
    """Base of every error this package raises on purpose; its text is a sentence for a person."""


class DesignError(LayerloomError):
    """A design file or text that cannot be read; its text says what is wrong and where.

    Args:
        reason: What is wrong.
        line: Line of the source text, from 1, where that is what is wrong.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(reason if line is None else at_line(line, reason))


class DataError(LayerloomError):
    """Data that cannot be used: a file that cannot be read, or fields that do not fit."""


class NotExpressible(LayerloomError):  # noqa: N818 - the public API names it so
    """A style that cannot express a design.

    Args:
        style: The style that was asked for, such as `"sequential"`.
        diagnostics: One per reason, each naming the nodes.
    """

    def __init__(self, style: str, diagnostics: Sequence[Diagnostic]) -> None:
        self.style = style
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.message for d in self.diagnostics))


class BuildError(LayerloomError):
    """A live model that could not be built, or that would not fit in memory."""


class UntrustedCodeError(BuildError):
    """A design whose own Python would run, of which nobody has said that it may.

    Args:
        digest: Of the code, see `custom_code.digest`.
    """

    def __init__(self, digest: str) -> None:
        self.digest = digest
        super().__init__(
            "This design has Python code of its own, which building it would run. Read the code "
            "(`design.code`), and if you trust it, say so: trust_code=True, or --trust-code on the "
            "command line."
        )


class RenderError(LayerloomError):
    """A summary or picture that could not be drawn."""
