"""`NameCounts`: automatic names, counted as Keras counts them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from model_codegen.importers.source.values import Value
from model_codegen.keras_bridge.automatic_names import auto_name


@dataclass(eq=False)
class NameCounts:
    """How often each automatic name was given.

    Attributes:
        counts: By name without its number.
        masks: Whether a layer was made that masks what it returns: the layers after it then take
            names for what they do with the mask.
    """

    counts: Counter[str] = field(default_factory=Counter)
    masks: bool = False

    def new(self, stem: str) -> str:
        """An automatic name, numbered as Keras does."""
        count = self.counts[stem]
        self.counts[stem] += 1
        return f"{stem}_{count}" if count else stem

    def choose(self, given: Value, class_name: str) -> tuple[str, bool]:
        """The name of something of Keras, and whether it is an automatic one.

        Args:
            given: The argument `name`; anything but a text counts as none.
            class_name: Its class.
        """
        if type(given) is str and given:
            return given, False
        return self.new(auto_name(class_name)), True
