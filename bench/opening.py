"""From a model's file to its graph on the canvas, in a real browser, on every build in turn."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import designs
from bench.builds import Build
from bench.hand import WARM_MS, Hand, opened
from bench.measure import Row, compared

MODELS = ("ResNet50", "EfficientNetB7")
BUDGETS = {("EfficientNetB7", "opened"): 1100.0}
THINGS = {"drawn": "drawn", "opened": "with shapes"}


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Save models with their weights, start the builds, and open one after the other."""
    with tempfile.TemporaryDirectory() as directory:
        files = [(name, *_saved(name, Path(directory))) for name in MODELS]
        with opened(builds) as pages:
            yield from _openings(pages, files)


def _saved(name: str, directory: Path) -> tuple[Path, int]:
    """A model's file, and its number of layers."""
    import keras

    model = getattr(keras.applications, name)(weights=None)
    file = directory / f"{name.lower()}.keras"
    model.save(file)
    return file, len(model.layers)


def _openings(pages: Sequence[Hand], files: Sequence[tuple[str, Path, int]]) -> Iterator[Row]:
    small = designs.residual_stack(10)
    for hand in pages:
        # The second worker starts after the first; whoever opens a file waits for neither.
        hand.open(small)
        hand.tab("Summary")
        hand.page.get_by_text("Total params").first.wait_for(timeout=WARM_MS)
        hand.tab("Code")
    for name, file, layers in files:
        for when in ("first", "again"):
            taken = []
            for hand in pages:
                taken.append(hand.open(file))
                hand.open(small)
            for thing, title in THINGS.items():
                values = [times[thing] for times in taken]
                yield compared(
                    f"open {file.name}, {layers} layers → {title}, {when}",
                    values,
                    budget=BUDGETS.get((name, thing)),
                    note=f"{file.stat().st_size / 2**20:,.0f} MB",
                )
