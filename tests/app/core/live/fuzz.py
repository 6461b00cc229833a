"""Malformed messages to the live channel: `python -m tests.app.core.live.fuzz 100000 [seed]`.

Each is refused by its form, or dealt with: an edit is made or refused with a sentence, a command
notifies. Nothing is raised, and the document stays one that can be saved and opened again. The
command also has Keras analyse what was drawn, now and then.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydantic_core
from pydantic import ValidationError

from app.core.session.session import Session
from app.core.tasks import analysis_tasks
from app.core.workspace.workspaces import Workspaces
from components.live_protocol import PAGE_MESSAGE
from model_codegen import gallery
from model_codegen.design.errors import LayerloomError
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import Design
from tests.app.core.live.line import Line, analysis
from tests.app.idle_services import idle_services

_NAMES = ("mlp", "siamese_comparator", "two_headed_mlp", "residual_blocks", "transfer_mobilenet")
_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 3, 1.5, 10**30, 1e308, "", "x", "dense", "a/b", "~0", "\ud800", "\0", [], {},
    [[]], {"tensor": ["dense", 0]}, {"class_name": "keras.layers.Dense"}, ["main"],
    {"": {}}, "keras.layers.Lambda", "os.system", "__import__('os')",
)  # fmt: skip
_OPS = (*("add", "remove", "replace") * 4, "move", "copy", "test", "poke", "")
_COMMANDS = (
    "gallery", "open", "new", "choose", "open_up", "keep_block", "rename_block", "delete_block",
    "excerpt", "piece", "run", "",
)  # fmt: skip


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Pointers to all parts of a JSON value."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from paths(item, f"{path}/{place}")


def _path(draw: random.Random, known: list[str]) -> str:
    path = draw.choice(known)
    match draw.randrange(12):
        case 0:
            return path + draw.choice(("/-", "/0", "/x", "/", "/~2", "//", "/name"))
        case 1:
            return path[: draw.randrange(len(path) + 1)]
    return path


def _value(draw: random.Random, document: Any, known: list[str]) -> Any:
    return draw.choice(_VALUES) if draw.random() < 0.5 else _at(document, draw.choice(known))


def _at(document: Any, path: str) -> Any:
    for step in path.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def _near(draw: random.Random, document: Any, known: list[str]) -> dict[str, Any]:
    """An edit that may well be meant: another value of the same kind."""
    path = draw.choice(known)
    value = _at(document, path)
    if isinstance(value, str):
        alike = [one for one in (_at(document, at) for at in known) if isinstance(one, str)]
        value = draw.choice((draw.choice(alike), value + "_2"))
    elif isinstance(value, int | float):
        value = draw.choice((0, 1, -3, 7, 2**31, 0.5, not value))
    elif isinstance(value, list) and value:
        value = draw.choice((value[1:], [*value, value[0]], value[::-1]))
    elif isinstance(value, dict) and value:
        gone = draw.choice(list(value))
        value = {key: item for key, item in value.items() if key != gone}
    return {"op": "replace", "path": path, "value": value}


def _edit(draw: random.Random, line: Line, session: Session) -> dict[str, Any]:
    document = session.workspace.document
    known = list(paths(document.value))
    patch: list[Any] = []
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        if draw.random() < 0.4:
            patch.append(_near(draw, document.value, known))
            continue
        operation: dict[str, Any] = {"op": draw.choice(_OPS), "path": _path(draw, known)}
        if draw.random() < 0.8:
            operation["value"] = _value(draw, document.value, known)
        if operation["op"] in ("move", "copy") or draw.random() < 0.05:
            operation["from"] = _path(draw, known)
        patch.append(operation if draw.random() < 0.98 else draw.choice(_VALUES))
    return {
        "type": "edit",
        "epoch": session.workspace.epoch if draw.random() < 0.97 else "another",
        "seq": line.page.seq + draw.choice((*(1,) * 15, 0, 2, 10**9)),
        "base": document.rev - draw.choice((*(0,) * 10, 1, 5, -1)),
        "patch": patch,
    }


def _text(draw: random.Random, session: Session) -> str:
    text = dumps(session.design)
    if draw.random() < 0.3:
        at = draw.randrange(len(text))
        return text[:at] + draw.choice(("", "{", "]", "\0", '"', "é", "1e999")) + text[at + 1 :]
    return draw.choice((text, "", "{}", "[]", "null", '["dense"]', "[[[[" * 2000, "NaN", text[:-9]))


def _other(draw: random.Random, session: Session) -> dict[str, Any]:
    text = _text(draw, session)
    return draw.choice(
        (
            {"type": "command", "command": draw.choice(_COMMANDS), "text": text,
             "name": draw.choice((*_NAMES, "no such", "../x", "")), "graph": "main",
             "operation": draw.choice(("dense", "x", ""))},
            {"type": "look", "source": {"style": draw.choice(("functional", "x", "")),
                                        "fold": draw.choice((True, 1, None))}},
            {"type": "look", "source": None},
            {"type": "lens", "settings": {"batch": draw.choice((0, 1, 2**41, "x")), "dims": {},
                                          "training": True, "policy": draw.choice((None, "x"))}},
            {"type": "typed", "id": draw.choice((0, -1, 5)), "text": text},
            {"type": "again", "what": draw.choice(("document", "analysis", "source", "cost", "x"))},
            {"type": "hello", "version": 1, "session": "x", "client": "", "epoch": None,
             "rev": 0, "seq": 0},
            {"type": draw.choice(("", "exec", "edit")), "patch": draw.choice(_VALUES)},
            draw.choice(_VALUES),
        )
    )  # fmt: skip


def fuzz(
    count: int,
    seed: int = 0,
    say: Callable[[str], None] = lambda _: None,
    look: Callable[[Design], object] | None = None,
) -> Counter[str]:
    """Have many messages arrive.

    Args:
        count: How many.
        seed: Where to begin.
        say: Is told how far it has come.
        look: Called with a design now and then; it must not raise.

    Returns:
        How many were refused by their form, dealt with, made a revision.
    """
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        services = idle_services(Path(folder), {analysis_tasks.analyse: analysis})
        workspaces = Workspaces(services)
        session, line = _opened(workspaces, 0)
        for number in range(seed, seed + count):
            draw = random.Random(number)
            if number % 50 == 0:  # else it would come to designs in which little is left
                if look is not None:
                    look(session.design)
                line.peer.close()
                session, line = _opened(workspaces, number // 50)
            many = draw.random() < 0.7
            message = _edit(draw, line, session) if many else _other(draw, session)
            outcomes[_arrives(message, line, session)] += 1
            if number % 10_000 == 9999:
                say(f"{number + 1 - seed:,}: {dict(outcomes)}")
        workspaces.saver.close()
        services.store.close()
    return outcomes


def _opened(workspaces: Workspaces, turn: int) -> tuple[Session, Line]:
    workspace = workspaces.begin("owner", gallery.load(_NAMES[turn % len(_NAMES)]))
    session = Session("owner", workspaces, workspace)
    line = Line(session)
    line.hear()
    return session, line


def _arrives(message: Any, line: Line, session: Session) -> str:
    try:
        read = PAGE_MESSAGE.validate_json(json.dumps(message))
    except (ValidationError, RecursionError):
        return "refused by its form"
    before = session.workspace.document.rev
    line.peer.receive(read)
    for _ in range(20):
        news = line.peer.news()
        if news is None:
            break
        pydantic_core.to_json(news)
    now = session.workspace.document
    line.page.seq = max(line.page.seq, session.workspaces.counts.last(line.page.client))
    if now.rev == before:
        return "dealt with"
    loads(dumps(now.design))
    return "a revision"


def main() -> None:
    """The command."""
    from model_codegen.analysis import analyse

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began = time.monotonic()

    def look(design: Design) -> None:
        with contextlib.suppress(LayerloomError):
            analyse(design)

    outcomes = fuzz(count, seed, print, look)
    print(f"{count:,} messages in {time.monotonic() - began:.0f} s: {dict(outcomes)}")


if __name__ == "__main__":
    main()
