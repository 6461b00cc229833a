"""Everything of an owner as one `.zip`, made while it is sent.

No more is held at once than one design: neither the file nor the list of all texts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import select

from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import BlockRow, DraftRow, VersionRow
from app.core.zip_sink import ZipSink

LONGEST_NAME = 80
"""So many characters of a name become those of a file."""

_UNFIT = re.compile(r"[^\w .()+-]+")


def archive(store: Store, owner: str) -> Iterator[bytes]:
    """The pieces of a `.zip`: each draft's newest design as a file, its earlier versions beside.

    `designs/FOLDER/NAME.json`, `versions/NAME/NUMBER TIME LABEL.json`, what is in the trash under
    `trash/`, and kept blocks under `blocks/`. All are design files that can be opened.

    Args:
        store: Where they are.
        owner: Whose.

    Raises:
        DraftError: If the store cannot be read.
    """
    sink, names = ZipSink(), _Names()
    with sink.zip_file() as file:
        for draft, name, folder, deleted_at in _drafts(store, owner):
            place = "trash" if deleted_at else "designs"
            path = names.free(PurePosixPath(place, *_folder(folder)), name, ".json")
            for number, label, saved_at, is_newest in _versions(store, draft):
                text = _text(store, draft, number)
                if text is None:
                    continue  # It has gone meanwhile.
                where = path
                if not is_newest:
                    title = f"{number:04} {saved_at:%Y-%m-%d %H.%M} {label}"
                    folder_of = PurePosixPath("versions", *path.parts[1:-1], path.stem)
                    where = names.free(folder_of, title, ".json")
                file.writestr(_entry(where, saved_at), text)
                yield sink.taken()
        for title, text, created_at in _blocks(store, owner):
            where = names.free(PurePosixPath("blocks"), title, ".json")
            file.writestr(_entry(where, created_at), text)
            yield sink.taken()
    yield sink.taken()


def file_name() -> str:
    """What the file is called."""
    return f"layerloom-{database.now():%Y-%m-%d}.zip"


class _Names:
    """Names of files that no other has, on whatever system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: PurePosixPath, name: str, ending: str) -> PurePosixPath:
        stem, number = _fit(name), 1
        path = folder / f"{stem}{ending}"
        while str(path).casefold() in self._taken:
            number += 1
            path = folder / f"{stem} ({number}){ending}"
        self._taken.add(str(path).casefold())
        return path


def _fit(name: str) -> str:
    return _UNFIT.sub("_", name).strip(" .")[:LONGEST_NAME].strip(" .") or "design"


def _folder(folder: str) -> tuple[str, ...]:
    return (_fit(folder),) if folder else ()


def _entry(path: PurePosixPath, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(str(path), at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _drafts(store: Store, owner: str) -> list[tuple[str, str, str, datetime | None]]:
    row = DraftRow
    query = select(row.id, row.name, row.folder, row.deleted_at).where(row.owner == owner)
    with store.reading() as session:
        found = session.execute(query.order_by(row.created_at, row.id))
        return [(draft, name, folder, deleted) for draft, name, folder, deleted in found]


def _versions(store: Store, draft: str) -> list[tuple[int, str, datetime, bool]]:
    row = VersionRow
    query = select(row.number, row.label, row.saved_at).where(row.draft_id == draft)
    with store.reading() as session:
        found = session.execute(query.order_by(row.number.desc())).all()
    return [(number, label, at, at_ == 0) for at_, (number, label, at) in enumerate(found)]


def _text(store: Store, draft: str, number: int) -> str | None:
    row = VersionRow
    with store.reading() as session:
        return session.scalar(select(row.text).where(row.draft_id == draft, row.number == number))


def _blocks(store: Store, owner: str) -> list[tuple[str, str, datetime]]:
    row = BlockRow
    query = select(row.title, row.text, row.created_at).where(row.owner == owner)
    with store.reading() as session:
        found = session.execute(query.order_by(row.created_at, row.id))
        return [(title, text, at) for title, text, at in found]
