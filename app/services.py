"""What all sessions share: the processes that run Keras, the store of drafts, computed results."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.drafts import Drafts
from app.results import Results
from app.workers import Worker
from model_codegen import catalogue, gallery

if TYPE_CHECKING:
    from components.catalogue_source import GalleryItem


@dataclass
class Services:
    """One of each, for the whole server.

    Attributes:
        shapes: Answers what a gesture waits for: analysis and source.
        pictures: Answers what may take longer, so that no gesture waits for a picture.
        drafts: The store of drafts.
        results: Source, summaries, plots and proofs by content.
    """

    shapes: Worker
    pictures: Worker
    drafts: Drafts
    results: Results
    _palette: dict[str, Any] | None = field(default=None, init=False)

    @property
    def workers(self) -> tuple[Worker, Worker]:
        """All processes that run Keras."""
        return self.shapes, self.pictures

    @cached_property
    def gallery(self) -> list[GalleryItem]:
        """The gallery's menu."""
        return [
            {"name": entry.name, "title": entry.title, "summary": entry.summary}
            for entry in gallery.entries()
        ]

    def palette(self) -> dict[str, Any] | None:
        """The catalogue as JSON; None until a worker has introspected Keras for the first time."""
        if self._palette is None:
            found = catalogue.cached()
            self._palette = found.to_json() if found else None
        return self._palette

    def close(self) -> None:
        """End the processes."""
        self.pictures.close()
        self.shapes.close()
        self.drafts.close()
