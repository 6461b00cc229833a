"""How tests are divided among processes: by modules, of which those that take long come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TypeVar

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

BROWSERS = 2
"""How many processes have a browser and a server of their own, if there are more than that."""

BROWSER = "tests/e2e/"
"""Where the tests stand that need both."""


Entry = TypeVar("Entry")


def turned(
    entries: Sequence[Entry], sizes: Sequence[int], number: int, processes: int
) -> list[Entry]:
    """Entries of a folder as a process collects them: each begins with another share of them.

    All collect all. What the assertions of a module become is kept in a file, and so is whatever
    was compiled or read for it: nobody need do what another has done, unless at the same moment.

    Args:
        entries: In their order.
        sizes: How many modules each has.
        number: Which of the processes it is.
        processes: How many there are.
    """
    before = sum(sizes) * number // processes
    first = next(at for at in range(len(sizes) + 1) if sum(sizes[:at]) >= before)
    return [*entries[first:], *entries[:first]]


def as_listed(module: str) -> tuple[str, ...]:
    """By what modules are sorted where each process has collected them in another order."""
    return PurePath(module).parts


def in_order(modules: Iterable[tuple[str, float]]) -> list[str]:
    """Modules as they are begun.

    Args:
        modules: The path of each and about how many seconds it takes; 0 is too few to matter.
            Those stay in their order, for neighbours share much that is made once.
    """
    return [path for path, _ in sorted(modules, key=lambda module: -module[1])]


def next_module(waiting: Sequence[str], number: int, processes: int) -> str:
    """What a process does next.

    Args:
        waiting: The modules that nobody has begun, as `in_order` has them.
        number: Which of the processes it is.
        processes: How many there are. The first have the browser's tests, which wait more than
            they work, and the others come to help at the end only: each browser is dear to start.
    """
    browses = number < min(BROWSERS, max(1, processes - 1))
    wanted = (path for path in waiting if path.startswith(BROWSER) == browses)
    return next(wanted, waiting[0])


class ByModule(LoadFileScheduling):
    """Gives whole modules to processes: what a module makes once is made by one of them.

    Args:
        config: Pytest's.
        log: For `xdist` itself.
    """

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)
        self._numbers: dict[str, int] = {}

    def _assign_work_unit(self, node: WorkerController) -> None:
        number = self._numbers.setdefault(node.gateway.id, len(self._numbers))
        chosen = next_module([*self.workqueue], number, self.numnodes)
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)
