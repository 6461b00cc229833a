"""The services of this server, made once and kept until it ends."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from app.core import settings
from app.core.result_cache import Results
from app.core.services import Services
from app.core.tasks import warm_up
from app.core.workers.worker import Worker

if TYPE_CHECKING:
    from app.core.drafts.draft_store import Drafts


@functools.cache
def services() -> Services:
    """The one and only `Services`. The second process starts after the first and helps it."""
    shapes = Worker("computes shapes", warm_up.warm_shapes)
    pictures = Worker("draws summaries and plots", warm_up.warm_pictures, beside=shapes)
    return Services(shapes, pictures, _drafts, Results())


def _drafts() -> Drafts:
    from app.core.drafts.draft_store import Drafts

    return Drafts(settings.state_directory() / "drafts.sqlite3")
