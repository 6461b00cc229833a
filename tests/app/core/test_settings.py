"""What an operator sets, and what is taken where nothing sensible is set."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core import settings
from app.core.settings import GIB


def test_drafts_are_kept_where_it_is_said_or_beside_the_app(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path))
    assert settings.state_directory() == tmp_path
    monkeypatch.setenv("LAYERLOOM_STATE", "")
    assert settings.state_directory() == Path(__file__).parents[3] / ".state"


@pytest.mark.parametrize(("said", "memory"), [("2", 2 * GIB), ("0.5", GIB // 2), ("16", 16 * GIB)])
def test_memory_is_what_was_said(monkeypatch: pytest.MonkeyPatch, said: str, memory: int) -> None:
    monkeypatch.setenv("LAYERLOOM_MEMORY_GB", said)
    assert settings.proof_memory() == memory


@pytest.mark.parametrize("said", [None, "", "much"])
@pytest.mark.parametrize(
    ("free", "memory"), [(6 * GIB, 3 * GIB), (64 * GIB, 4 * GIB), (GIB // 4, GIB // 2)]
)
def test_memory_is_half_of_what_is_free_within_bounds(
    monkeypatch: pytest.MonkeyPatch, said: str | None, free: int, memory: int
) -> None:
    if said is None:
        monkeypatch.delenv("LAYERLOOM_MEMORY_GB", raising=False)
    else:
        monkeypatch.setenv("LAYERLOOM_MEMORY_GB", said)
    monkeypatch.setattr(settings, "_available", lambda: free)
    assert settings.proof_memory() == memory


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("MemTotal: 100 kB\nMemAvailable:   2048 kB\n", 2048 * 1024),
        ("MemTotal: 100 kB\n", 8 * GIB),
        ("MemAvailable: much\n", 8 * GIB),
        ("no table", 8 * GIB),
        (None, 8 * GIB),
    ],
)
def test_free_memory_is_read_where_the_system_tells_it(
    monkeypatch: pytest.MonkeyPatch, text: str | None, free: int
) -> None:
    def read(path: Path, encoding: str) -> str:
        assert str(path) == "/proc/meminfo"
        if text is None:
            raise FileNotFoundError
        return text

    monkeypatch.setattr(Path, "read_text", read)
    assert settings._available() == free


@pytest.mark.parametrize(
    ("said", "cores", "most"), [("3", 2, 3), ("", 8, 4), ("x", 1, 1), ("0", 8, 1)]
)
def test_so_many_runs_train_at_a_time(
    monkeypatch: pytest.MonkeyPatch, said: str, cores: int, most: int
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", said)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert settings.runs_at_once() == most


@pytest.mark.parametrize(
    ("said", "sources"),
    [
        (None, "*"),
        ("no", ""),
        ("https://a.org", "'self' https://a.org"),
        ("https://*.a.org, b.org:8080", "'self' https://*.a.org b.org:8080"),
        ("https://a.org; script-src *", "'self' script-src"),
        ("'unsafe-inline'", "'self'"),
    ],
)
def test_only_sites_are_named_that_may_show_shared_designs(
    monkeypatch: pytest.MonkeyPatch, said: str | None, sources: str
) -> None:
    monkeypatch.delenv("LAYERLOOM_EMBED", raising=False)
    if said is not None:
        monkeypatch.setenv("LAYERLOOM_EMBED", said)
    assert settings.embedding() == sources


@pytest.mark.parametrize(("said", "number"), [("", 60), ("many", 60), ("0", 1), ("7", 7)])
def test_what_is_no_number_counts_as_not_set(
    monkeypatch: pytest.MonkeyPatch, said: str, number: int
) -> None:
    monkeypatch.setenv("LAYERLOOM_IMPORTS_A_MINUTE", said)
    assert settings.a_minute("imports") == number
    assert settings.a_minute("builds") == 30
