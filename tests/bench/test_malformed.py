"""Broken input is read or refused in words; the long run is `python -m bench.malformed`."""

from __future__ import annotations

import pytest

from bench import malformed


@pytest.mark.parametrize("name", malformed.KINDS)
def test_broken_texts_are_read_or_refused(name: str) -> None:
    found = malformed.run(name, 120)
    assert sum(found.values()) == 120
    assert found["refused"] > 20
    assert found["read"] > 5
