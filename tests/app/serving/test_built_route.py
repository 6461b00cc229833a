"""The model of a proof is fetched as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette

from app.core.session import proving
from app.serving import built_route
from app.serving.built_route import BuiltRoute
from tests.app.serving.asking import Got, ask

DIGEST = "0123456789abcdef" * 2


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path))
    made = proving.file(DIGEST)
    made.parent.mkdir()
    made.write_bytes(b"PK")
    (tmp_path / "secret.keras").write_bytes(b"PK")
    return made


def asked(address: str) -> Got:
    return ask(Starlette(routes=BuiltRoute().routes("/base")), f"/base/{address}")


def test_it_has_the_designs_name(file: Path) -> None:
    answer = asked(built_route.address(file, "digits / 2"))
    assert (answer.status, answer.body) == (200, b"PK")
    assert 'filename="digits_2.keras"' in answer.headers["content-disposition"]


def test_one_that_has_gone_is_a_sentence(file: Path) -> None:
    file.unlink()
    answer = asked(built_route.address(file, "n"))
    assert (answer.status, answer.body.partition(b":")[2]) == (404, b" build it again under Proof.")


@pytest.mark.parametrize("name", ["..%2fsecret", "../secret", DIGEST[1:], "", DIGEST + ".part"])
def test_there_is_nothing_else(file: Path, name: str) -> None:
    assert asked(f"built/{name}.keras").status == 404
