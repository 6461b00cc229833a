"""Where a run stands comes back from a checkpoint."""

from __future__ import annotations

from model_codegen.training import packing
from model_codegen.training.progress import Fit, Progress, progress_as_tree, progress_of


def test_progress_comes_back() -> None:
    fits = [Fit(0, {"loss": [1.0, 0.5]}, ended=True), Fit(2)]
    progress = Progress(3, 96, 1.5, fits, 1, 0.5, [{"wait": 2}])
    assert progress_of(packing.unpack(packing.pack(progress_as_tree(progress)))) == progress
    assert progress.begun
    assert not Progress().begun
