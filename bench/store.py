"""The store with 5,000 drafts of one owner, on both databases: the list, opening, saving."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pydantic_core

from app.core.drafts.draft_store import Drafts
from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import DraftRow, VersionRow
from bench import designs
from bench.measure import Row, milliseconds
from model_codegen.design.fileformat.serialization import dumps, loads, to_json
from model_codegen.design.graph import Design
from tests import postgres

DRAFTS = 5_000
NODES = 200
VERSIONS = 20
REPEATS = 15


def rows() -> Iterator[Row]:
    """Fill a store on each database, and measure what pages wait for."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places: dict[str, Path | str] = {"SQLite": folder / "drafts.sqlite3"}
        if postgres.binaries() is not None:
            # As it is for users: a save is on the disk before it is said to be saved.
            cluster = stack.enter_context(postgres.running(fsync="on", synchronous_commit="on"))
            places["PostgreSQL"] = cluster.make()
        for name, place in places.items():
            store = Store(place)
            stack.callback(store.close)
            yield from _rows(name, store)


def _rows(name: str, store: Store) -> Iterator[Row]:
    design = designs.residual_stack(NODES)
    fill(store, "me", design)
    drafts, owned, note = Drafts(store), OwnedDrafts(store), f"{DRAFTS:,} drafts of one owner"

    def row(what: str, action: Callable[[], object], budget: float | None) -> Row:
        action()
        return Row(f"{name}: {what}", milliseconds(action, REPEATS), budget=budget, note=note)

    def opened() -> None:
        owned.page("me", limit=50)
        stored = drafts.newest("draft-2500")
        assert stored is not None
        to_json(loads(stored.text))

    count = iter(range(10**6))

    def saved() -> None:
        changed = replace(design, name=f"name {next(count)}")
        text = pydantic_core.to_json(to_json(changed)).decode()
        drafts.save("draft-2500", "me", "writer", changed.name, NODES, text)

    def kept() -> None:
        drafts.save("draft-2500", "me", "writer", "name", NODES, f"{next(count)}", label="kept")

    yield row("the first page of the list", lambda: owned.page("me", limit=50), None)
    yield row("a search in it", lambda: owned.page("me", search="no 49", limit=50), None)
    yield row("the list, and a design of 200 nodes opened from it", opened, 300)
    yield row("saving a design of 200 nodes", saved, 50)
    yield row("keeping a version", kept, 50)
    yield row("20 versions with what is new in each", lambda: drafts.versions("draft-7"), None)


def fill(store: Store, owner: str, design: Design) -> None:
    """Keep a design `DRAFTS` times for an owner, under names with a number, the newest is 0."""
    now, text = database.now(), dumps(design)
    with store.transaction() as session:
        for number in range(DRAFTS):
            name, at = f"design no {number}", now - timedelta(minutes=number)
            kept = DraftRow(id=f"draft-{number}", owner=owner, created_at=at, name=name)
            kept.nodes, kept.saved_at = NODES, at
            session.add(kept)
        session.flush()
        for number in range(DRAFTS):
            draft, at = f"draft-{number}", now - timedelta(minutes=number)
            own = text.replace(f'"{design.name}"', f'"design no {number}"')
            for version in range(1, VERSIONS + 1 if number % 100 == 7 else 2):
                row = VersionRow(draft_id=draft, number=version, writer="w", name="net", text=own)
                row.nodes, row.created_at, row.saved_at = NODES, at, at
                session.add(row)
