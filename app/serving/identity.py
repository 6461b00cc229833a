"""Who asks: with whom people can sign in here, and who has, as a request's cookies say."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from app.core.people.person import Identity, identity_of
from app.core.store.errors import DraftError
from app.serving import owner_cookie

if TYPE_CHECKING:
    from app.core.people.people_store import People

DEFAULT = "default"
"""What Streamlit calls the provider that has no name."""


def providers() -> list[str]:
    """The providers that `[auth]` in `secrets.toml` has, by name; empty where none is set."""
    section = get_secrets_auth_section()
    named = [
        name
        for name in section
        if isinstance(section[name], Mapping) and "client_id" in section[name]
    ]
    return [DEFAULT] * ("client_id" in section) + named


def identity(cookies: Mapping[str, str]) -> Identity | None:
    """Who has signed in, as the cookie says that Streamlit has signed; None where nobody has."""
    if not providers():
        return None

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        secret = get_cookie_secret()
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1"))

    try:
        claims: Any = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"null")
    except ValueError:
        return None
    known = isinstance(claims, dict) and claims.get("is_logged_in") is True
    return identity_of(claims) if known else None


def owner(cookies: Mapping[str, str], people: Callable[[], People]) -> str:
    """Whose what is asked for has to be: who has signed in, else the browser; empty for nobody.

    Args:
        cookies: Of the request.
        people: Gives those who are known here.
    """
    who = identity(cookies)
    if who is None:
        return owner_cookie.known(cookies)
    with contextlib.suppress(DraftError):
        return people().id_of(who.issuer, who.subject)
    return ""
