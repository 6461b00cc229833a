"""Who asks, as the cookies of a request say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from app.core.people.people_store import People
from app.core.people.person import Identity
from app.core.store.store import Store
from app.serving import identity
from app.serving.owner_cookie import COOKIE

TOKEN = "a-token-of-22-or-more-letters"
ANN: dict[str, Any] = {
    "iss": "https://id.example",
    "sub": "ann",
    "name": "Ann",
    "is_logged_in": True,
}
PROVIDER = {"client_id": "a", "client_secret": "b", "server_metadata_url": "https://id.example"}


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    section(monkeypatch, {"redirect_uri": "x", **PROVIDER})


def section(monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]) -> None:
    monkeypatch.setattr(identity, "get_secrets_auth_section", lambda: said)


def cookies(claims: Any, secret: str = "") -> dict[str, str]:
    name = "_streamlit_user"
    signed = create_signed_value(secret or get_cookie_secret(), name, json.dumps(claims))
    return {name: signed.decode(), COOKIE: TOKEN}


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(Store(tmp_path / "store.sqlite3"))


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({}, []),
        ({"redirect_uri": "x", "cookie_secret": "y"}, []),
        (PROVIDER, ["default"]),
        ({"cookie_secret": "y", "google": PROVIDER, "school": PROVIDER}, ["google", "school"]),
    ],
)
def test_providers_are_those_of_the_secrets(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, Any], names: list[str]
) -> None:
    section(monkeypatch, said)
    assert identity.providers() == names


def test_who_has_signed_in_owns_what_is_theirs_and_not_their_browsers(people: People) -> None:
    found = identity.identity(cookies(ANN))
    assert found is not None
    assert (found.issuer, found.subject, found.name) == ("https://id.example", "ann", "Ann")
    ann = people.come(found, "learner")
    assert identity.owner(cookies(ANN), lambda: people) == ann.id
    assert identity.owner({COOKIE: TOKEN}, lambda: people) == TOKEN


@pytest.mark.parametrize(
    "forged",
    [
        cookies(ANN, secret="another server's secret"),
        {"_streamlit_user": json.dumps(ANN), COOKIE: TOKEN},
        {"_streamlit_user": "", COOKIE: TOKEN},
        cookies({**ANN, "is_logged_in": False}),
        cookies({**ANN, "sub": ""}),
        cookies(["is_logged_in"]),
        cookies(None),
    ],
)
def test_what_this_server_has_not_signed_is_a_browsers(
    people: People, forged: dict[str, str]
) -> None:
    people.come(Identity(ANN["iss"], ANN["sub"]), "learner")
    assert identity.identity(forged) is None
    assert identity.owner(forged, lambda: people) == TOKEN


def test_where_nobody_can_sign_in_an_old_cookie_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section(monkeypatch, {})
    assert identity.identity(cookies(ANN)) is None
