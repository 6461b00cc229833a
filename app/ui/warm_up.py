"""What pages would import in their first run, imported before anybody waits for it."""

from __future__ import annotations

import gc
from importlib import import_module
from threading import Timer

from app.core.services import Services
from app.core.tasks.warm_up import keep

FIRST = "app.ui.design_page"
"""Needed before anything is on the page: a tenth of a second."""

LATER = (
    "app.core.drafts.agreements",
    "app.core.drafts.block_store",
    "app.core.drafts.draft_store",
    "app.core.drafts.owned_drafts",
    "app.ui.panels.train",
    "model_codegen.emitters",
    "model_codegen.importers",  # whose results come back from a worker
    "pandas",  # of which Streamlit makes tables
    "streamlit.elements.lib.image_utils",
)
"""Needed when something has been drawn: a second, in which a first page would be held up."""

LATER_SECONDS = 3.0
"""When a page that was opened at once is there, and Keras is not yet."""


def warm_up(services: Services) -> Timer:
    """Import and read what the first page needs, and have the rest imported in a while.

    Args:
        services: Those of this server; a catalogue that is stored is read.

    Returns:
        What imports the rest; to be cancelled where the server ends before.
    """
    import_module(FIRST)
    services.palette()
    # What is here now stays for good: no collection of garbage is to walk over it.
    gc.freeze()
    later = Timer(LATER_SECONDS, import_later, (services,))
    later.daemon = True
    later.start()
    return later


def import_later(services: Services) -> None:
    """Import the rest, and take up the training runs that an earlier server has left.

    Args:
        services: Those of this server.
    """
    for name in LATER:
        import_module(name)
    if services.open_runs is not None:
        services.runs  # noqa: B018 - opened by being asked for
    keep()  # once more, see decision 0204: each freeze spares other collections
