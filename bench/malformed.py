"""`python -m bench.malformed lessons --count 100000`: broken input, and what becomes of it.

Every text of a kind has to give a value or an error of ours, in bounded time, and nothing in it may
be executed: no code compiled, no process begun, no file opened that is not asked for. Texts are the
same in every run with the same seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

from bench import malformed_lessons

Kind = Callable[[random.Random], str]
"""Makes one text and reads it; says what became of it, in a word. Anything raised is a fault."""

KINDS: dict[str, Callable[[], Kind]] = {
    "lessons": malformed_lessons.kind,
}

FORBIDDEN = frozenset(
    ("compile", "exec", "os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen")
)
"""Events of `sys.addaudithook` that no reading may cause."""

SLOWEST = 2.0
"""Seconds that one text may take."""


class Executed(BaseException):
    """Something was executed; no reader may catch it."""


def run(name: str, count: int, seed: int = 0) -> Counter[str]:
    """Read so many texts of a kind.

    Args:
        name: Key of `KINDS`.
        count: How many.
        seed: Of the texts; number `n` is the same whatever the count.

    Returns:
        What became of them.

    Raises:
        AssertionError: With the number of the text, if one has led to anything else.
    """
    kind = KINDS[name]()
    kind(random.Random(f"{name} warm"))  # what is imported or compiled once is so here
    found: Counter[str] = Counter()
    for number in range(count):
        began = time.process_time()
        try:
            found[kind(random.Random(f"{name} {seed} {number}"))] += 1
        except Exception as error:
            raise AssertionError(f"{name} number {number} of seed {seed}: {error!r}") from error
        took = time.process_time() - began
        assert took < SLOWEST, f"{name} number {number} of seed {seed} took {took:.1f} s"
    return found


def guard() -> None:
    """From here on, whatever executes something ends this process. It cannot be taken back."""

    def hook(event: str, _: object) -> None:
        if event in FORBIDDEN:
            raise Executed(event)

    sys.addaudithook(hook)


def main(arguments: Sequence[str]) -> int:
    """Read, and print what became of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.malformed", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--count", type=int, default=100_000, help="texts (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    for name in given.kinds:
        if name not in KINDS:
            parser.error(f"no such kind: {name}; there is {', '.join(KINDS)}")
    for name in given.kinds or KINDS:
        KINDS[name]()(random.Random("first"))
    guard()
    for name in given.kinds or KINDS:
        began = time.process_time()
        found = run(name, given.count, given.seed)
        told = ", ".join(f"{word} {times:,}" for word, times in found.most_common())
        print(f"{name}: {told}; {time.process_time() - began:.0f} s of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
