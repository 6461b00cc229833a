"""`Report`: what people are told of a text besides its model."""

from __future__ import annotations

from dataclasses import dataclass, field

from model_codegen.design.wording import quote
from model_codegen.importers.source.values import Unknown

_MOST_SKIPPED = 200
_MOST_TROUBLES = 50


@dataclass(eq=False)
class Report:
    """What people are told of a text besides its model.

    Attributes:
        skipped: What is no part of a model, each with what a note calls it.
        troubles: What could not be followed although it may belong to a model: by line.
        stopped: The line where the steps gave out; 0 if they did not.
    """

    skipped: dict[str, str] = field(default_factory=dict)
    troubles: dict[int, str] = field(default_factory=dict)
    stopped: int = 0

    def skip(self, what: str, line: int, told: str = "") -> Unknown:
        """Note something that is no part of a model.

        Args:
            what: Such as "compile" or "numpy.load".
            line: Where it stands.
            told: What a note calls it, together with others like it ("training steps"); by default
                its library or, of Keras and TensorFlow, the part of it.

        Returns:
            What stands for its result.
        """
        if len(self.skipped) < _MOST_SKIPPED:
            self.skipped.setdefault(what, told or _part(what))
        return Unknown(f"`{what}` is not run", line)

    def trouble(self, line: int, reason: str) -> None:
        """Note something that could not be followed.

        Args:
            line: Where it stands.
            reason: Why, as the end of a sentence.
        """
        if len(self.troubles) < _MOST_TROUBLES:
            self.troubles.setdefault(line, reason)


def _part(path: str) -> str:
    """What a note calls something by its path: its library, of Keras and TensorFlow the part."""
    library, *parts = path.split(".")
    inside = library in ("keras", "tensorflow")
    return quote(".".join([library, *parts[:1]]) if inside else library)
