"""One line of the menu of data."""

from __future__ import annotations

from dataclasses import dataclass

from model_codegen.design.training import DataKind


@dataclass(frozen=True)
class DataEntry:
    """Data that can be chosen by name.

    Attributes:
        kind: Where they come from.
        name: What `Data.name` is.
        title: A short name for people.
        summary: One sentence: what is in them.
        designs: Gallery designs that they fit, made for them or not.
        network: Whether they are fetched from the internet the first time.
    """

    kind: DataKind
    name: str
    title: str
    summary: str
    designs: tuple[str, ...] = ()
    network: bool = False
