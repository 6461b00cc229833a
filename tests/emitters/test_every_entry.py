"""Every layer and op of the catalogue: dropped on the canvas, written in every style, and run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fidelity.canvas import Canvas
from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.catalogue import Entry
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from model_codegen.verify.prove import prove

pytestmark = [pytest.mark.keras, pytest.mark.timeout(1200)]

BATCHES = 12

REFUSED = {"keras.layers.Equalization": "its symbolic output is its input, a cycle to Keras"}
"""Entries that the analysis has an error for, whatever they are called with."""

OTHERWISE_THAN_SAID = {
    "keras.layers.RandomCrop": "it says it crops and does not, as long as it is not trained",
    "keras.ops.adaptive_average_pool": "it says rank 5 and returns rank 4",
    "keras.ops.adaptive_max_pool": "it says rank 5 and returns rank 4",
    "keras.ops.eig": "it says real and returns complex numbers",
    "keras.ops.image.elastic_transform": "it is random without a seed of its own",
    "keras.ops.lu_factor": "it says floating point pivots and returns integers",
    "keras.ops.multi_hot": "it says integers and returns floating point numbers",
    "keras.ops.nanpercentile": "it says a quantile for all and returns one for each",
    "keras.ops.nanquantile": "it says a quantile for all and returns one for each",
    "keras.ops.percentile": "it says a quantile for all and returns one for each",
    "keras.ops.polar": "it says real and returns complex numbers",
    "keras.ops.quantile": "it says a quantile for all and returns one for each",
}
"""Entries whose result is not what Keras says of it, or not twice the same."""

DOES_NOT_RUN = {
    "keras.ops.cholesky": "few random matrices have a decomposition",
    "keras.ops.conv_transpose": "called on symbols it forgets to choose the data format",
    "keras.ops.histogram": "called on symbols it takes a matrix, and on values it does not",
    "keras.ops.pad": "called on symbols it forgets to spread one width over all axes",
    "keras.ops.view_as_complex": "TensorFlow multiplies no float by 1j",
}
"""Entries whose model Keras cannot build, or that do not run on random numbers."""


def entries() -> Iterator[Entry]:
    """All but the models of `keras.applications`, which `test_applications` has."""
    for entry in catalogue.load().entries.values():
        drawn = entry.kind in ("layer", "op") and entry.path not in REFUSED
        if drawn and not entry.is_application:
            yield entry


def canvas(*dropped: Entry) -> Design:
    drawn = Canvas()
    for entry in dropped:
        drawn.drop(entry)
    return drawn.design()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_all_styles_compute_what_the_analysis_says(batch: int) -> None:
    sound = [e for e in entries() if e.path not in OTHERWISE_THAN_SAID | DOES_NOT_RUN]
    design = canvas(*sound[batch::BATCHES])
    assert analyse(design).errors == ()
    report = prove(design)
    assert report.agrees, report
    assert [proof.style for proof in report.built] == ["functional", "subclass"]


@pytest.mark.parametrize("path", REFUSED)
def test_what_the_analysis_refuses_is_not_written(path: str) -> None:
    entry = catalogue.find(path)
    assert entry is not None
    with pytest.raises(NotExpressible):
        emit(canvas(entry), "functional")


@pytest.mark.parametrize("path", OTHERWISE_THAN_SAID)
def test_what_keras_says_otherwise_runs_all_the_same(path: str) -> None:
    entry = catalogue.find(path)
    assert entry is not None
    report = prove(canvas(entry))
    assert not report.agrees, f"{path} does by now what it says"
    assert all(proof.values for proof in report.built)


@pytest.mark.parametrize("path", DOES_NOT_RUN)
def test_what_does_not_run_says_so_in_a_sentence(path: str) -> None:
    entry = catalogue.find(path)
    assert entry is not None
    design = canvas(entry)
    for style in ("functional", "subclass"):
        compile(emit(design, style).text, path, "exec")
    with pytest.raises(BuildError) as caught:
        prove(design)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
