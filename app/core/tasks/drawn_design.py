"""A design on a canvas, as a worker knows it while its text is edited, key by key."""

from __future__ import annotations

import pickle
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache, cached

if TYPE_CHECKING:
    from model_codegen.analysis import Analysis
    from model_codegen.design.graph import Design


class DrawnDesign:
    """A design, and what is known of it and of the texts that were read over it.

    One text is like the one before it, and what it makes of the design like the design: so each is
    analysed only where it differs.

    Args:
        design: The design. What is made of it has its very objects where nothing is changed.

    Attributes:
        design: The same.
        analysis: What was found of it.
    """

    def __init__(self, design: Design) -> None:
        from model_codegen.analysis import AnalysisWriter, DesignAnalyser

        self.design = design
        self._lock = Lock()
        self._read: Design | None = None
        # Nobody mends what is being typed by a button.
        self._reader, self._analyser = DesignAnalyser(offers=False), DesignAnalyser()
        self._writer = AnalysisWriter()
        self.analysis: Analysis = self._analyser.at_once(design)

    def read(self, design: Design) -> tuple[Design, Analysis]:
        """A design that was read from a text, and its analysis.

        Args:
            design: The design.

        Returns:
            The same, of the very objects of what was read before it where they are alike.
        """
        from model_codegen.design.same_objects import with_objects_of

        with self._lock:
            if self._read is not None:
                design = with_objects_of(self._read, design)
            self._read = design
            return design, self._reader.analyse(design)

    def foreseen(self, design: Design) -> dict[str, Any]:
        """The analysis of what the design would become, as JSON that must not be changed.

        Args:
            design: The design as it would be. Of fixes that take a while to try it has none.
        """
        from model_codegen.costing.precision_advice import advised

        with self._lock:
            return self._writer.to_json(advised(design, self._analyser.at_once(design)))


def _content(design: Design) -> bytes:
    return blake2b(pickle.dumps(design)).digest()


@cached(LRUCache(4), key=_content, lock=Lock())
def drawn(design: Design) -> DrawnDesign:
    """What is known of a design, by its content."""
    return DrawnDesign(design)


def analysis_of(design: Design) -> Analysis:
    """The analysis of a design on a canvas; known while its text is edited, key by key."""
    return drawn(design).analysis
