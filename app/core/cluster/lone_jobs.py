"""`LoneJobs`: live builds and proofs, on this machine or on one of a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import metrics, settings
from app.core.cluster import remote_jobs
from app.core.cluster.cluster_job import ClusterJob
from app.core.cluster.link import Link
from app.core.workers.fork_server import ForkServer
from app.core.workers.lone_job import LoneJob
from app.core.workers.one_job_process import Run


class LoneJobs:
    """Starts them.

    Args:
        server: Where to have local processes forked.
        link: To the cluster, where there is one.
    """

    def __init__(self, server: ForkServer | None, link: Link | None) -> None:
        self._server = server
        self._link = link

    def start(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float
    ) -> LoneJob:
        """Have something done in a process of its own, under a ceiling of memory.

        Args:
            function: One of `app.core.tasks`. The cluster does those of `remote_jobs.JOBS`.
            arguments: What it takes.
            seconds: Time limit.
        """
        metrics.BUILDS.inc()

        def locally() -> LoneJob:
            return Run(function, arguments, seconds, settings.proof_memory(), self._server)

        name = next((name for name, job in remote_jobs.JOBS.items() if job.task is function), None)
        if self._link is None or name is None:
            return locally()
        return ClusterJob(self._link, name, arguments, seconds, locally)
