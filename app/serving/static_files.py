"""Scripts and styles out of memory: Streamlit's own and those of our components."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Receive, Scope, Send

import components
from app.serving.answer import ASK, IMMUTABLE, Answer

STREAMLIT = Path(streamlit.__file__).parent / "static"
"""What Streamlit serves: its page and, below `static`, files with a hash in their names."""

BUNDLES = Path(components.__file__).parent
"""The components' folders; `build` in each has files with a hash in their names."""

LARGEST = 2_000_000
"""Bytes of a file that is kept in memory; larger ones are left to Streamlit."""


TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}
"""Where the system's own list might say something else, or nothing."""


class StaticFiles:
    """Answers for files whose content never changes, in front of everything else.

    A page of Streamlit consists of a hundred scripts, most of them tiny. Its own way to each leads
    through several middlewares, a file system and threads, 2 ms of a core, while the browser and
    Keras want that core, too; and it compresses a component's bundle anew each time.

    Args:
        app: What answers for all else.
        base: The path that the app is served under, see `base_path`.
        first_page: Makes the page that a browser opens, which names some of these files.
        pages: Below which addresses, the app's own being "".
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str,
        first_page: Callable[[], Answer],
        pages: Collection[str] = ("",),
    ) -> None:
        self._app = app
        self._page = first_page
        self._pages = {f"{base}/{page}" for page in pages}
        self._files = {f"{base}/{path}": file for path, file in _files()}
        self._answers: dict[str, Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif scope["path"] in self._pages:
            await self._page().send(scope, send, ASK)
        elif (answer := self._file(scope["path"])) is not None:
            await answer.send(scope, send, IMMUTABLE)
        else:
            await self._app(scope, receive, send)

    def _file(self, path: str) -> Answer | None:
        answer = self._answers.get(path)
        if answer is None and path in self._files:
            answer = self._answers[path] = _read(self._files[path])
        return answer


def _files() -> Iterator[tuple[str, Path]]:
    """The files that may be asked for, each with its address below the app's."""
    for file in (STREAMLIT / "static").rglob("*"):
        if file.is_file() and file.stat().st_size <= LARGEST:
            yield file.relative_to(STREAMLIT).as_posix(), file
    for file in BUNDLES.glob("*/build/*-*"):
        component = file.parts[-3]
        yield f"_stcore/bidi-components/components.{component}/{file.name}", file


def _read(file: Path) -> Answer:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    # Streamlit does not compress its own scripts, which a browser fetches once: nor do we.
    return Answer(
        file.read_bytes(), kind or "application/octet-stream", compresses=BUNDLES in file.parents
    )
