"""One interpreter that knows nothing of this project, for all generated sources of these tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

Fresh = Callable[[Mapping[str, Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """A function that has sources run and answers what came of each; see `fresh.py`."""
    log = tmp_path_factory.mktemp("fresh") / "stderr.txt"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "fresh.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd="/",
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None

        def run(jobs: Mapping[str, Any]) -> dict[str, Any]:
            print(json.dumps(jobs), file=process.stdin, flush=True)
            line = process.stdout.readline()  # type: ignore[union-attr]
            assert line, log.read_text("utf-8", errors="replace")
            answers: dict[str, Any] = json.loads(line)
            assert answers.keys() == jobs.keys()
            return answers

        yield run
        process.stdin.close()
        assert process.wait(60) == 0, log.read_text("utf-8", errors="replace")
