"""Consent: a design's own Python runs only where somebody has said that it may."""

from __future__ import annotations

from typing import TypeAlias

from model_codegen.design.errors import UntrustedCodeError

Trust: TypeAlias = "bool | str"
"""Whether a design's own code may run: True, False, or only code of this digest."""


def check_trust(digest: str, trusted: Trust) -> None:
    """Refuse to run code that nobody trusts.

    Args:
        digest: Of the code that would run (see `custom_code.digest`); empty if there is none.
        trusted: What the caller says.

    Raises:
        UntrustedCodeError: If the code is not covered.
    """
    if digest and trusted is not True and trusted != digest:
        raise UntrustedCodeError(digest)
