"""What reaches an input or a head: fields of the data after the steps of a `Feed`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model_codegen.datasets.fed_facts import fed_facts
from model_codegen.design.training import Feed, FieldFacts

TEXT = "str"
_WHOLE = ("int", "uint", "bool")


@dataclass(frozen=True)
class Fed:
    """Values as they arrive.

    Attributes:
        facts: What is known of them; labels of text are numbers by now, where a head learns them.
        classes: Of labels that were written as vectors with a single 1: how many numbers each has.
    """

    facts: FieldFacts
    classes: int | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one sample."""
        return self.facts.shape

    @property
    def dtype(self) -> str:
        """As NumPy calls it; `"str"` for text."""
        return self.facts.dtype

    @property
    def minimum(self) -> float | None:
        """The smallest number; None where it is not known."""
        return self.facts.minimum

    @property
    def maximum(self) -> float | None:
        """The largest number; None where it is not known."""
        return self.facts.maximum

    @property
    def is_whole(self) -> bool:
        """Whether all values are whole numbers, whatever their dtype."""
        labels = self.facts.labels
        return self.dtype.startswith(_WHOLE) or (bool(labels) and all(map(_is_whole, labels)))


def fed(feed: Feed, fields: Mapping[str, FieldFacts], *, target: bool = False) -> Fed:
    """What a feed hands on.

    Args:
        feed: Names of fields, and steps.
        fields: The fields that the data has.
        target: Whether a head learns it.

    Raises:
        DataError: If a field is not there, the fields do not go side by side, or a step does not
            go with the values before it.
    """
    facts = fed_facts(feed, fields, target=target)
    hot = [step["classes"] for step in feed.steps if step["step"] == "one_hot"]
    return Fed(facts, hot[-1] if hot else None)


def _is_whole(label: str) -> bool:
    return label.removeprefix("-").isdecimal()
