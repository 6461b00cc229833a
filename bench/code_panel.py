"""From the last key in the Code panel to the preview of it on the canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bench import designs
from bench.builds import Build
from bench.hand import Hand, opened
from bench.measure import Row, compared, in_turn, percentile

EDITS = 30

RESNET50 = 23_587_712
"""Parameters of ResNet50 without its head, which has 2,049 a unit."""


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Type two digits behind the units of ResNet50's head, and take them away again."""
    with opened(builds) as pages:
        for hand in pages:
            hand.open(designs.resnet50())
            # Its source comes after it, and the cursor goes where that has its head.
            hand.page.locator(".cm-line").filter(has_text="ZeroPadding2D").first.wait_for()
            hand.page.locator(".cm-line").first.click()
            hand.page.keyboard.press("Control+End")
        taken = in_turn(EDITS, [partial(_type, hand) for hand in pages])
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield compared(
            f"type in the Code panel → preview on the canvas, ResNet50, {name}",
            [percentile(values, share) for values in taken],
            budget=120 if share == 0.95 else None,
            note="from the last key",
        )


def _type(hand: Hand, index: int) -> float:
    keyboard = hand.page.keyboard
    _put_cursor_after(hand, "Dense(1000")
    digits = f"{index % 90 + 10}"
    count = f"{RESNET50 + 2049 * int(f'1000{digits}'):,}"
    taken = hand.time("keydown", ["preview"], count, lambda: keyboard.type(digits, delay=80))[
        "preview"
    ]
    keyboard.press("Backspace")
    keyboard.press("Backspace")
    hand.page.wait_for_function(
        "() => window.__watch.app().querySelector('.preview-note') === null"
    )
    hand.page.wait_for_timeout(500)
    return taken


def _put_cursor_after(hand: Hand, text: str) -> None:
    """Click behind the last character of a text that stands in one line of the code."""
    line = hand.page.locator(".cm-line").filter(has_text=text).first
    place: list[float] = line.evaluate(
        """(line, text) => {
          let left = line.textContent.indexOf(text) + text.length;
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { length } = walker.currentNode;
            if (left <= length) break;
            left -= length;
          }
          const range = document.createRange();
          range.setStart(walker.currentNode, left - 1);
          range.setEnd(walker.currentNode, left);
          const { right, top, height } = range.getBoundingClientRect();
          return [right, top + height / 2];
        }""",
        text,
    )
    hand.page.mouse.click(*place)
