"""How a run is set up leaves something to train and to validate with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis.training.run_checks import check_run
from tests.analysis.training.trained import classifier, data, findings, labels, mended

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("samples", "training", "words"),
    [
        (0, {}, "The data has no samples"),
        (20, {"batch_size": 32}, "A batch of 32 is more than the 16 samples"),
        (1, {"batch_size": 1}, "Of a single sample nothing is left to validate with"),
        (4, {"batch_size": 2}, None),
        (1000, {}, None),
        (40, {"batch_size": 32}, None),
        (4, {"validation_split": 0.0, "batch_size": 2}, None),
    ],
)
def test_sizes_that_leave_nothing_are_told(samples: int, training: Any, words: str | None) -> None:
    drawn = classifier(data=replace(data(labels()), samples=samples), **training)
    told = findings(drawn)
    assert (words is None) is (told == [])
    if words:
        (found,) = told
        assert (found.code, found.nodes) == ("run-settings", ("digit",))
        assert words in found.message
        if found.fix:
            assert findings(mended(drawn, found)) == []


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_several_devices_are_not_written_for_torch(backend: str) -> None:
    drawn = classifier(devices="all", backend=backend)
    told = findings(drawn)
    assert [found.code for found in told] == ["run-settings"] * (backend == "torch")
    if told:
        after = mended(drawn, told[0]).training
        assert after is not None
        assert after.devices == "one"
    assert check_run is not None


def test_a_loop_that_is_written_out_runs_on_one_device() -> None:
    assert findings(classifier(loop="custom")) == []
    drawn = classifier(devices="all", loop="custom")
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("run-settings", "error")
    assert findings(mended(drawn, found)) == []
