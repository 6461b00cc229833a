"""Only the browser that has made a run is told of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from starlette.applications import Starlette

from app.core.people.people_store import People
from app.core.runs.run import NewRun
from app.core.runs.run_store import LARGEST_ANSWER, RunStore
from app.core.runs.runs import Runs
from app.serving.owner_cookie import COOKIE
from app.serving.runs_route import RunsRoute
from model_codegen.training.sink import BEST_MODEL
from tests.app.core.runs.test_runs import Idle
from tests.app.serving.asking import Got, ask

ADA = "ada-0123456789-abcdefgh"
"""A token as a browser has it."""


def nobody() -> People:
    raise AssertionError("Nobody has signed in.")


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(RunStore(tmp_path), Idle())


@pytest.fixture
def run_id(runs: Runs) -> str:
    run = runs.begin(NewRun(ADA, "draft", "digits / 2", "{}", ""))
    runs.store.sink(run.id).event({"kind": "started"})
    return run.id


def asked(runs: Runs, address: str, owner: str = ADA, method: str = "GET") -> Got:
    app = Starlette(routes=RunsRoute(lambda: runs, nobody).routes("/base"))
    cookie = {"cookie": f"{COOKIE}={owner}"} if owner else {}
    return ask(app, f"/base/runs/{address}", method, **cookie)


def test_events_come_from_an_offset_on(runs: Runs, run_id: str) -> None:
    answer = asked(runs, f"{run_id}/events")
    assert (answer.status, answer.body) == (200, b'{"kind":"started"}\n')
    assert answer.headers["cache-control"] == "no-store"
    runs.store.sink(run_id).event({"kind": "finished"})
    later = asked(runs, f"{run_id}/events?from={len(answer.body)}")
    assert later.body == b'{"kind":"finished"}\n'
    assert asked(runs, f"{run_id}/events?from=999999").body == b""


def test_an_answer_is_bounded_and_ends_with_a_line(runs: Runs, run_id: str) -> None:
    path = runs.store.path(run_id)
    assert path is not None
    (path / "events.jsonl").write_bytes(b'{"kind":"step","step":1}\n' * 100_000)
    content = asked(runs, f"{run_id}/events").body
    assert LARGEST_ANSWER - 100 < len(content) <= LARGEST_ANSWER
    assert content.endswith(b"}\n")


@pytest.mark.parametrize("owner", ["", "eve" + ADA[3:], ADA[:-1], "ada"])
@pytest.mark.parametrize("what", ["events", BEST_MODEL, "mlflow.zip"])
def test_to_others_a_run_is_not_there(runs: Runs, run_id: str, owner: str, what: str) -> None:
    runs.store.sink(run_id).finished({BEST_MODEL: b"model"})
    answer = asked(runs, f"{run_id}/{what}", owner)
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize(
    "address",
    ["0" * 32 + "/events", "..%2f..%2fetc/events", "{}/events?from=-1", "{}/events?from=1e3",
     "{}/events?from=" + "9" * 99, "{}/best.keras", "{}/run.json", "{}/exe.zip"],
)  # fmt: skip
def test_what_makes_no_sense_is_not_there(runs: Runs, run_id: str, address: str) -> None:
    assert asked(runs, address.format(run_id)).status == 404


def test_the_model_is_a_file_with_the_designs_name(runs: Runs, run_id: str) -> None:
    runs.store.sink(run_id).finished({BEST_MODEL: b"model"})
    answer = asked(runs, f"{run_id}/{BEST_MODEL}")
    assert answer.body == b"model"
    assert 'filename="digits_2.keras"' in answer.headers["content-disposition"]


def test_what_other_tools_read_is_a_zip_with_the_designs_name(runs: Runs, run_id: str) -> None:
    runs.store.sink(run_id).finished({BEST_MODEL: b"model"})
    answer = asked(runs, f"{run_id}/mlflow.zip")
    assert answer.headers["content-disposition"].endswith("''digits_2-mlflow.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as found:
        assert any(name.endswith(BEST_MODEL) for name in found.namelist())


def test_a_run_that_cannot_be_exported_is_a_sentence(runs: Runs, run_id: str) -> None:
    path = runs.store.path(run_id)
    assert path is not None
    (path / "design.json").unlink()
    answer = asked(runs, f"{run_id}/mlflow.zip")
    assert (answer.status, answer.body[:27]) == (404, b"The run cannot be exported:")


def test_nothing_is_changed_over_it(runs: Runs, run_id: str) -> None:
    assert asked(runs, f"{run_id}/events", method="POST").status == 405
