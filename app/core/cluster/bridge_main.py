"""The process of the bridge: `Bridge`, told what to do in lines of JSON, and answering in such.

| line | meaning |
|---|---|
| `{"do": "run", "run": id, "begun": n}` | do a run of the store; `n`: how often its user began it |
| `{"do": "job", "job": id, "name": …, "arguments": …, "places": …}` | a live build or a proof |
| `{"do": "want", "job": id, "wanted": …}` | pause, stop, continue |
| `{"do": "forget", "job": id}` | end it; answered by `forgotten` |
| `{"ended": id}`, `{"forgotten": id}` | answers |
| `{"told": id, …}` | what a live build or a proof tells |

It ends with its standard input, that is, with the web process. What the cluster has goes on.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

import dask

from app.core.cluster.assignment import Assignment
from app.core.cluster.bridge import CONNECT_SECONDS, Bridge
from app.core.cluster.job_work import JobWork
from app.core.cluster.run_work import TRAIN, RunWork
from app.core.runs.run import ENDED
from app.core.runs.run_store import RunStore


class Desk:
    """Between the lines and the bridge.

    Args:
        address: Of the scheduler.
        server: The name of this server.
        runs: The directory of the store of runs.
        answers: Where answers go.
        train: What does a run on a worker, as `"module:name"`.
        warm: Whether that needs Keras.
    """

    def __init__(
        self,
        address: str,
        server: str,
        runs: Path,
        answers: TextIO,
        train: str = TRAIN,
        warm: bool = True,
    ) -> None:
        self._server = server
        self._store = RunStore(runs)
        self._answers = answers
        self._turn = threading.Lock()
        self._train = train
        self._warm = warm
        self.bridge = Bridge(address, server, lambda job: self.answer({"ended": job}), warm)

    def answer(self, answer: dict[str, Any]) -> None:
        """Write a line; with a web process that is gone nothing is to be told any more."""
        with self._turn:
            try:
                self._answers.write(json.dumps(answer) + "\n")
                self._answers.flush()
            except OSError:
                self.bridge.close()

    def do(self, line: dict[str, Any]) -> None:
        """Do what a line says."""
        what = line["do"]
        if what == "run":
            self._run(line["run"], line["begun"])
        elif what == "job":
            job_id = line["job"]
            work = JobWork(
                line["name"],
                line["arguments"],
                line["places"],
                lambda said: self.answer({"told": job_id, **said}),
            )
            key = f"{self._server}-{job_id}"
            self.bridge.begin(Assignment(job_id, work, key, urgent=True), "")
        elif what == "want":
            self.bridge.want(line["job"], line["wanted"])
        elif what == "forget":
            job = line["job"]
            self.bridge.forget(job, lambda: self.answer({"forgotten": job}))

    def _run(self, run_id: str, begun: int) -> None:
        run = self._store.find(run_id)
        if run is None or run.state in ENDED:  # as a bridge before this one may have noted
            self.answer({"ended": run_id})
            return
        work = RunWork(self._store, run, self._train, self._warm)
        wanted = self._store.control(run_id).wanted()
        key = f"{self._server}-{run_id}-{begun}"
        self.bridge.begin(Assignment(run_id, work, key, wanted=wanted), run.owner)

    def read(self, lines: TextIO) -> None:
        """Do what all lines say, to their end."""
        try:
            for line in lines:
                self.do(json.loads(line))
        finally:
            self.bridge.close()


def main(address: str, server: str, runs: str, *rest: str) -> None:
    """Serve the web process.

    Args:
        address: Of the scheduler.
        server: The name of this server.
        runs: The directory of the store of runs.
        *rest: For tests: what does a run on a worker; it does not need Keras then.
    """
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s")
    # What is said to a scheduler that is away is lost soon, rather than in half a minute.
    dask.config.set({"distributed.comm.timeouts.connect": CONNECT_SECONDS})
    # Whatever is printed is for the log.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    train = rest[0] if rest else TRAIN
    desk = Desk(address, server, Path(runs), answers, train, warm=not rest)
    threading.Thread(target=desk.read, args=(sys.stdin,), daemon=True).start()
    desk.bridge.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
