"""Large drawings as blocks: opening them so and flat, side by side, and making a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from bench import designs
from bench.builds import Build
from bench.hand import Hand, opened
from bench.measure import Row, in_turn, milliseconds
from bench.opening import THINGS
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Frame
from model_codegen.importers import from_application
from model_codegen.importers.structure_frames import with_structure_frames

TIMES = 8

PART = 200
"""Nodes of a block that is made of them; `BUDGET` is from the key to the frame that shows it."""

BUDGET = 100.0


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Open ResNet152 flat and as its blocks, in turn, and make a block, on this build alone."""
    flat = replace(from_application("ResNet152").design, name="flat")
    yield Row(
        "frames around the blocks of ResNet152",
        milliseconds(lambda: with_structure_frames(flat), times=10),
        note=f"{len(flat.main.nodes)} nodes",
    )
    folded = replace(with_structure_frames(flat), name="as blocks")
    with opened(builds[-1:]) as [hand]:
        yield from _openings(hand, flat, folded)
        yield _block(hand)


def _openings(hand: Hand, flat: Design, folded: Design) -> Iterator[Row]:
    small = designs.residual_stack(10)
    taken: dict[str, dict[str, list[float]]] = {}

    def open_one(design: Design) -> float:
        for thing, value in hand.open(design).items():
            taken.setdefault(thing, {}).setdefault(design.name, []).append(value)
        hand.open(small)
        return 0.0

    in_turn(TIMES, [lambda _: open_one(flat), lambda _: open_one(folded)])
    for thing, title in THINGS.items():
        values = {name: median(found[1:]) for name, found in taken[thing].items()}
        yield Row(
            f"open ResNet152 as its blocks → {title}",
            values[folded.name],
            before=values[flat.name],
            faster=1.0,
            note="before: flat, on the same build",
        )


def _block(hand: Hand) -> Row:
    """A frame's nodes are selected as one; the block takes their place."""
    stack = designs.residual_stack(1000)
    nodes = tuple(stack.main.nodes)[300 : 300 + PART]
    frame = Frame("two hundred", nodes, collapsed=True)
    hand.open(replace(stack, frames={MAIN: {"part": frame}}))
    hand.page.get_by_role("button", name="Fit view").click()
    node = hand.page.locator('.react-flow__node[data-id="frame:part"]')
    node.focus()
    hand.page.keyboard.press("Space")

    def make(_: int) -> float:
        hand.page.wait_for_timeout(1000)
        press = hand.page.keyboard.press
        taken = hand.time("keydown", ["there"], "block", lambda: press("Control+G"))
        hand.settle()
        hand.page.wait_for_timeout(500)
        press("Control+Z")
        return taken["there"]

    [values] = in_turn(TIMES, [make])
    what = f"make a block of {PART} nodes among 1,000 → on the canvas"
    return Row(what, median(values), budget=BUDGET)
