"""When something was, as people say it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.core.number_text import counted


def ago(then: datetime) -> str:
    """`just now`, `5 minutes ago`, `yesterday`, `12 March`; `then` is naive and in UTC."""
    now = datetime.now(UTC).replace(tzinfo=None)
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    if minutes < 24 * 60:
        return f"{counted(minutes // 60, 'hour')} ago"
    if minutes < 48 * 60:
        return "yesterday"
    return f"{then.day} {then:%B}"


def clock(then: datetime, zone: str | None) -> str:
    """`14:32`, `12 March 14:32`: when it was where the user is; `then` is naive and in UTC.

    Args:
        then: A moment.
        zone: The browser's time zone; UTC where that is not known.
    """
    try:
        there = ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError):  # a zone that this server does not know
        there = ZoneInfo("UTC")
    local = then.replace(tzinfo=UTC).astimezone(there)
    today = datetime.now(there).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local.day} {local:%B %H:%M}"
