"""What an operator can set, through the environment, and the app's fixed limits."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

GIB = 1024**3

_SITE = re.compile(r"(https?://)?(\*\.)?[A-Za-z0-9.-]+(:[0-9]+)?")
"""A site as it may be set; what is none would change what else a page's policy says."""

ANALYSE_SECONDS = 60.0
"""After this long an analysis counts as hung."""

EMIT_SECONDS = 60.0
"""After this long writing source counts as hung."""

IMPORT_SECONDS = 120.0
"""After this long reading a model counts as hung."""

PICTURE_SECONDS = 180.0
"""After this long a summary or a plot counts as hung."""

PROOF_SECONDS = 600.0
"""A live build and proof may take this long."""


CUSTOM_BUILD_SECONDS = 120.0
"""Building a design's own layers may take this long, importing Keras included."""


def cluster() -> str:
    """The address of a Dask scheduler, `tcp://host:8786`: `LAYERLOOM_DASK`; empty for none."""
    return os.environ.get("LAYERLOOM_DASK", "").strip()


def embedding() -> str:
    """Which sites may show shared designs in frames of theirs: `LAYERLOOM_EMBED`, else all.

    Returns:
        Sources for `frame-ancestors`, `*` for all; empty for none, which is what `no` says.
    """
    said = os.environ.get("LAYERLOOM_EMBED", "*").replace(",", " ").split()
    if any(one.lower() in ("0", "no", "none", "off", "false") for one in said):
        return ""
    if not said or said == ["*"]:
        return "*"
    return " ".join(("'self'", *(one for one in said if _SITE.fullmatch(one))))


def forks() -> bool:
    """Whether processes are forked from one that has imported Keras: `LAYERLOOM_FORK`, else yes.

    What is set and is none of `1`, `on`, `true` and `yes` means no.
    """
    return _allowed("LAYERLOOM_FORK")


def teachers() -> frozenset[str]:
    """Who is a teacher: `LAYERLOOM_TEACHERS`, addresses or `issuer|subject`, by commas."""
    said = os.environ.get("LAYERLOOM_TEACHERS", "").split(",")
    return frozenset(one.strip() for one in said if one.strip())


def requires_sign_in() -> bool:
    """Whether only people who have signed in may draw: `LAYERLOOM_SIGN_IN=required`, else all may.

    Nothing where nobody can sign in.
    """
    return os.environ.get("LAYERLOOM_SIGN_IN", "").strip().lower() == "required"


def teacher_claim() -> str:
    """By which claim a provider says that somebody is: `LAYERLOOM_TEACHER_CLAIM`, `name=value`."""
    return os.environ.get("LAYERLOOM_TEACHER_CLAIM", "").strip()


def a_minute(kind: Literal["imports", "builds"]) -> int:
    """How often a person may have something dear done in a minute.

    `LAYERLOOM_IMPORTS_A_MINUTE`, else 60; `LAYERLOOM_BUILDS_A_MINUTE`, else 30.
    """
    if kind == "imports":
        return _number("LAYERLOOM_IMPORTS_A_MINUTE", 60)
    return _number("LAYERLOOM_BUILDS_A_MINUTE", 30)


def most_drafts() -> int:
    """How many drafts a person may keep: `LAYERLOOM_DRAFTS`, else 5,000."""
    return _number("LAYERLOOM_DRAFTS", 5000)


def most_draft_bytes() -> int:
    """How much all versions of a person's drafts may have: `LAYERLOOM_DRAFTS_MB`, else 500 MB."""
    return _number("LAYERLOOM_DRAFTS_MB", 500) * 2**20


def most_run_bytes() -> int:
    """How much a person's training runs may take: `LAYERLOOM_RUNS_MB`, else 2 GB."""
    return _number("LAYERLOOM_RUNS_MB", 2048) * 2**20


def logs_json() -> bool:
    """Whether the log is JSON, one object a line: `LAYERLOOM_LOG=json`, else it is for people."""
    return os.environ.get("LAYERLOOM_LOG", "").strip().lower() == "json"


def lessons() -> Path:
    """Where the lessons of the course are: `LAYERLOOM_LESSONS`, else those that come with it."""
    chosen = os.environ.get("LAYERLOOM_LESSONS", "").strip()
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "lessons"


def metrics_token() -> str:
    """What `/metrics` asks for as a bearer token: `LAYERLOOM_METRICS_TOKEN`, else nothing."""
    return os.environ.get("LAYERLOOM_METRICS_TOKEN", "").strip()


def runs_code() -> bool:
    """Whether code of users' own layers may run here: `LAYERLOOM_RUN_CODE`, else yes.

    What is set and is none of `1`, `on`, `true` and `yes` means no.
    """
    return _allowed("LAYERLOOM_RUN_CODE")


def state_directory() -> Path:
    """Where drafts and built models are kept: `LAYERLOOM_STATE`, else `.state` beside the app."""
    chosen = os.environ.get("LAYERLOOM_STATE")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2] / ".state"


def database() -> Path | str:
    """Where drafts are kept: a URL in `LAYERLOOM_DATABASE`, else an SQLite file beside the rest.

    For PostgreSQL that is `postgresql://user:password@host/name`.
    """
    chosen = os.environ.get("LAYERLOOM_DATABASE", "").strip()
    return chosen or state_directory() / "drafts.sqlite3"


def runs_at_once() -> int:
    """How many runs train at the same time: `LAYERLOOM_RUNS`, else one for each two cores."""
    return _number("LAYERLOOM_RUNS", max(1, (os.cpu_count() or 1) // 2))


def proof_memory() -> int:
    """Bytes for a live build: `LAYERLOOM_MEMORY_GB`, else half of what is free, at most 4 GiB."""
    chosen = os.environ.get("LAYERLOOM_MEMORY_GB", "")
    try:
        return int(float(chosen) * GIB)
    except ValueError:
        return min(4 * GIB, max(GIB // 2, _available() // 2))


def _number(name: str, otherwise: int) -> int:
    """A number from 1 on; what is none counts as not set."""
    try:
        return max(1, int(os.environ.get(name, "")))
    except ValueError:
        return otherwise


def _allowed(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("", "1", "on", "true", "yes")


def _available() -> int:
    """Free memory of the machine in bytes; 8 GiB where that cannot be found out."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        fields = dict(line.split(":", 1) for line in lines)
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 8 * GIB
