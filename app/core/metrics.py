"""What the server counts, for Prometheus: how much is done, never by whom or with what.

Counters stand here and are raised where things happen; what can be looked up is read when somebody
asks. Labels have a few fixed values each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from app.core.workers.worker_state import WorkerState

_KEPT = CollectorRegistry()

EDITS = Counter(
    "layerloom_edits", "Edits of pages, by what became of them.", ["outcome"], registry=_KEPT
)
"""`done` or `refused`."""

SAVES = Histogram(
    "layerloom_save_seconds",
    "How long drafts took to save.",
    registry=_KEPT,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

SAVE_FAILURES = Counter("layerloom_save_failures", "Drafts that were not saved.", registry=_KEPT)

ANALYSES = Counter(
    "layerloom_analyses", "Analyses, by what became of them.", ["outcome"], registry=_KEPT
)
"""`done` or `failed`; superseded ones are not counted."""

BUILDS = Counter("layerloom_builds", "Live builds and proofs that were begun.", registry=_KEPT)

RUNS = Counter("layerloom_runs", "Training runs that were begun.", registry=_KEPT)

IMPORTS = Counter("layerloom_imports", "Models that workers were to read.", registry=_KEPT)

REFUSALS = Counter(
    "layerloom_refusals", "What was refused because of a limit, by its kind.", ["kind"],
    registry=_KEPT,
)  # fmt: skip
"""See `app.core.limits`."""

SIGN_INS = Counter("layerloom_sign_ins", "Sign-ins and sign-outs.", ["action"], registry=_KEPT)


def text(sessions: int, drafts: int, workers: Mapping[str, WorkerState]) -> bytes:
    """All of it in Prometheus' text format.

    Args:
        sessions: How many pages are open.
        drafts: How many drafts are.
        workers: How each worker is, by a name for it.
    """
    now = CollectorRegistry()
    now.register(_Now(sessions, drafts, workers))
    return generate_latest(_KEPT) + generate_latest(now)


class _Now(Collector):
    """What is looked up when somebody asks."""

    def __init__(self, sessions: int, drafts: int, workers: Mapping[str, WorkerState]) -> None:
        self._sessions = sessions
        self._drafts = drafts
        self._workers = workers

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("layerloom_sessions", "Open pages.", self._sessions)
        yield GaugeMetricFamily("layerloom_drafts_open", "Open drafts.", self._drafts)
        incidents = CounterMetricFamily(
            "layerloom_worker_incidents", "Processes whose loss was felt.", labels=["worker"]
        )
        ready = GaugeMetricFamily(
            "layerloom_worker_ready", "Whether a worker's work is done at once.", labels=["worker"]
        )
        for name, state in self._workers.items():
            incidents.add_metric([name], state.incidents)
            ready.add_metric([name], state.status == "ready")
        yield incidents
        yield ready
