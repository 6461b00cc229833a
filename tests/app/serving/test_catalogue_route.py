"""The catalogue as a file."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.serving import catalogue_route
from app.serving.answer import ASK, IMMUTABLE
from app.serving.catalogue_route import ADDRESS, CatalogueRoute
from tests.app.serving.asking import ask

GALLERY = [{"name": "mlp", "title": "Multilayer perceptron", "summary": "A chain."}]

BLOCKS = [{"name": "mlp", "title": "Perceptron", "design": {}}]


def route(*palettes: Any) -> CatalogueRoute:
    """A route whose services have no palette yet, or one from some question on."""
    coming = list(palettes)
    services: Any = SimpleNamespace(
        gallery=GALLERY,
        blocks=BLOCKS,
        palette=lambda: coming.pop(0) if len(coming) > 1 else coming[0],
    )
    return CatalogueRoute(lambda: services)


def test_it_has_what_the_canvas_offers() -> None:
    content = json.loads(ask(route({"entries": {}}), f"/{ADDRESS}").body)
    assert content["catalogue"] == {"entries": {}}
    assert content["gallery"] == GALLERY
    assert content["blocks"] == BLOCKS
    assert "class " in content["template"]["text"]


def test_a_browser_keeps_it_for_as_long_as_it_stays_the_same() -> None:
    app = route({"entries": {}})
    address = app.address()
    assert address.startswith(f"{ADDRESS}?")
    assert ask(app, f"/{address}").headers["cache-control"] == IMMUTABLE
    for old in (ADDRESS, f"{ADDRESS}?old"):
        assert ask(app, f"/{old}").headers["cache-control"] == ASK
    assert route({"entries": {"keras.Input": {}}}).address() != address


def test_who_asks_before_keras_was_read_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_route, "_EVERY", 0.001)
    app = route(None, None, {"entries": {}})
    assert app.address() == ADDRESS
    assert ask(app, f"/{ADDRESS}").status == 200
    monkeypatch.setattr(catalogue_route, "PATIENCE", 0.0)
    assert ask(route(None), f"/{ADDRESS}").status == 503


def test_it_is_read_only() -> None:
    assert ask(route({"entries": {}}), f"/{ADDRESS}", "POST").status == 405


@pytest.mark.parametrize("base", ["", "/board"])
def test_its_route_lies_under_the_path_of_the_app(base: str) -> None:
    assert route({}).route(base).path == f"{base}/{Path(ADDRESS).as_posix()}"
