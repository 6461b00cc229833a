"""By which browser a draft was made: a random token in a cookie, so that drafts are found again."""

from __future__ import annotations

import streamlit as st

from app.serving.runs_route import OWNER_COOKIE as COOKIE

_SCRIPT = """
// Keeps the token for a year, unless another window has just stored one.
export default function ({ data }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (!document.cookie.split("; ").some((item) => item.startsWith(data.name + "="))) {
    const life = "path=/; max-age=31536000; SameSite=Strict" + secure;
    document.cookie = `${data.name}=${data.token}; ${life}`;
  }
}
"""

_mount = st.components.v2.component("layerloom_owner", js=_SCRIPT)


def known() -> str | None:
    """The token that this browser sent, if any."""
    token: str | None = st.context.cookies.get(COOKIE)
    return token


def store(token: str) -> None:
    """Have the browser keep a token."""
    _mount(key="owner", data={"name": COOKIE, "token": token}, height=1)
