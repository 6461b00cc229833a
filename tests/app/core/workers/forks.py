"""Forks for tests."""

from __future__ import annotations

from app.core.tasks import process_setup
from app.core.workers.fork_server import ForkServer
from app.core.workers.job_process import JobProcess


def forked(server: ForkServer) -> JobProcess:
    """A fork of a server's process."""
    return JobProcess(process_setup.prepare_process, server=server)


def value(process: JobProcess, function: object, *arguments: object) -> object:
    """What a function returns in a process."""
    assert callable(function)
    return process.call(function, arguments, 60).value


def server_pid(server: ForkServer) -> int:
    """The number of the process that is forked."""
    assert server._server is not None
    pid = server._server._process.pid
    assert pid
    return pid
