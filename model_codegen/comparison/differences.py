"""`Comparison`: what two designs do not have in common, as values and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Place:
    """A call of one of the designs.

    Attributes:
        graph: The id of its graph, `"main"` or a definition.
        node: The id of the call.
    """

    graph: str
    node: str


@dataclass(frozen=True)
class Detail:
    """One thing that changed.

    Attributes:
        name: An argument, `"inputs"` for the tensors that a call gets, or another setting.
        before: What it was, as text; empty where it was not set.
        after: What it is.
    """

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.name}={self.after}"
        return f"{self.name}: {self.before} → {self.after or 'default'}"


@dataclass(frozen=True)
class Change:
    """One call that only one of the designs has, or that both have in different ways.

    Attributes:
        kind: Which of these.
        name: What it is called, in the second design if it is there.
        what: Its class or function, without the module: `"Dense"`; of a block, the block's name.
        block: The name of the block that it stands in; empty in the main model.
        before: Where it is in the first design.
        after: Where it is in the second.
        details: What changed, where it did.
        params: How many parameters more its layer has; None where that is not known.
    """

    kind: Kind
    name: str
    what: str
    block: str
    before: Place | None
    after: Place | None
    details: tuple[Detail, ...] = ()
    params: int | None = None

    def __str__(self) -> str:
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        where = f" in {self.block}" if self.block else ""
        told = f": {', '.join(map(str, self.details))}" if self.details else ""
        more = f" [{signed(self.params)} parameters]" if self.params else ""
        return f"{sign} {self.name} ({self.what}){where}{told}{more}"


@dataclass(frozen=True)
class Totals:
    """What a whole design has; None where that is not known.

    Attributes:
        params: Parameters of the model.
        trainable_params: Those that training changes.
        weight_bytes: What its weights take, in bytes.
        flops: Floating-point operations of one call for `Comparison.batch` samples.
        activation_bytes: What its tensors take at most in that call, in bytes.
        unknown: Why these two are not known, as a sentence; empty if they are.
    """

    params: int
    trainable_params: int
    weight_bytes: int
    flops: int | None = None
    activation_bytes: int | None = None
    unknown: str = ""


@dataclass(frozen=True)
class Comparison:
    """What two designs do not have in common.

    Attributes:
        changes: Calls that were removed, changed and added, in the order of the graphs.
        settings: What else changed: names, precision, inputs, outputs, parameters of blocks, code.
        nodes: By place in the second design: the same call in the first.
        before: What the first design has in all.
        after: What the second has.
        batch: For how many samples at once that was worked out.
    """

    changes: tuple[Change, ...]
    settings: tuple[Detail, ...]
    nodes: Mapping[Place, Place] = field(default_factory=dict)
    before: Totals = field(default_factory=lambda: Totals(0, 0, 0))
    after: Totals = field(default_factory=lambda: Totals(0, 0, 0))
    batch: int = 1

    @property
    def is_same(self) -> bool:
        """Whether they have everything in common."""
        return not self.changes and not self.settings

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    def totals(self) -> Iterator[tuple[str, int, int]]:
        """What both designs have in all, as far as it is known: its name, before, after."""
        for name, title in TITLES.items():
            before, after = getattr(self.before, name), getattr(self.after, name)
            if before is not None and after is not None:
                yield title, before, after

    @property
    def unknown(self) -> tuple[str, ...]:
        """Why some totals are not known, each reason once."""
        reasons = (self.before.unknown, self.after.unknown)
        return tuple(dict.fromkeys(reason for reason in reasons if reason))

    def __str__(self) -> str:
        if self.is_same:
            return "Both mean the same model."
        lines = [*map(str, self.changes), *(f"~ {detail}" for detail in self.settings)]
        for title, before, after in self.totals():
            by = f" ({signed(after - before)})" if after != before else ""
            lines.append(f"{title}: {before:,} → {after:,}{by}")
        lines += [f"FLOPs and activations are not known: {why}" for why in self.unknown]
        return "\n".join(lines)


TITLES: Mapping[str, str] = {
    "params": "parameters",
    "trainable_params": "trainable parameters",
    "weight_bytes": "bytes of weights",
    "flops": "FLOPs",
    "activation_bytes": "bytes of activations",
}
"""The fields of `Totals`, as people read them."""


def signed(number: int | None) -> str:
    """`+1,024`, `-12`, `0`."""
    return f"{number:+,}" if number else "0"
