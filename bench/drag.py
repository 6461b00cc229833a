"""Frames a second while a node is dragged, the whole of a large graph in view."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence

from bench import designs
from bench.builds import Build
from bench.hand import Hand, opened
from bench.measure import Row, compared

COLUMNS = 25
"""A design of 1,000 nodes in so many columns fits into the window at the least zoom."""

SECONDS = 3.0
"""How long a drag takes."""

ROUNDS = 3


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Drag a node to and fro, on the builds in turn."""
    design = designs.tiled(designs.residual_stack(1000), COLUMNS)
    node = list(design.main.nodes)[len(design.main.nodes) // 2]
    with opened(builds) as pages:
        for hand in pages:
            hand.open(design)
            hand.fit()
        frames: list[list[float]] = [[] for _ in pages]
        for _ in range(ROUNDS):
            for hand, gaps in zip(pages, frames, strict=True):
                gaps += _dragged(hand, node)
    yield compared(
        "drag a node, 1,000 nodes all in view",
        [1000 * len(gaps) / sum(gaps) for gaps in frames],
        "frames/s",
        budget=50,
        note="frames in which it moved",
    )
    yield compared(
        "drag a node, 1,000 nodes all in view: longest frame", [max(gaps) for gaps in frames]
    )


def _dragged(hand: Hand, node: str) -> list[float]:
    """Milliseconds between the frames in which the node was somewhere else."""
    box = hand.page.locator(f'.react-flow__node[data-id="{node}"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = hand.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 4, y + 4)
    hand.page.evaluate("node => window.__watch.frames(node)", node)
    end = time.monotonic() + SECONDS
    step = 0
    while time.monotonic() < end:
        step += 1
        mouse.move(x + 6 + 100 * abs((step / 25) % 2 - 1), y + 4 + step % 7)
    frames: list[tuple[float, str]] = hand.page.evaluate("window.__watch.stop()")
    # Back to where it was: left over another node it might not be the one that is dragged next.
    mouse.move(x + 4, y + 4)
    mouse.up()
    hand.settle()
    hand.page.wait_for_timeout(500)
    moved = [now[0] for last, now in itertools.pairwise(frames) if now[1] != last[1]]
    return [now - last for last, now in itertools.pairwise(moved)]
