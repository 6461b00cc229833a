"""What runs inside worker processes. Arguments and answers are plain values that can be pickled."""

from __future__ import annotations

import gc
import os
import shutil
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from model_codegen.design.graph import Design
    from model_codegen.importers import ImportResult
    from model_codegen.verify.report import Report


SUMMARY_COLUMNS = 80


@dataclass(frozen=True)
class PlotOptions:
    """How a picture is drawn: what `plot_model` shows, and where the model flows to."""

    shapes: bool = True
    dtypes: bool = False
    names: bool = True
    nested: bool = False
    direction: Literal["TB", "LR"] = "TB"

    def keras(self) -> dict[str, Any]:
        """The same in the words of `keras.utils.plot_model`."""
        return {
            "show_shapes": self.shapes,
            "show_dtype": self.dtypes,
            "show_layer_names": self.names,
            "expand_nested": self.nested,
            "rankdir": self.direction,
        }


@dataclass(frozen=True)
class Plot:
    """A picture of a model.

    Attributes:
        svg: The picture; None where Graphviz' `dot` isn't installed.
        dot: Its text, which the browser draws where there is no SVG; empty otherwise.
        note: One sentence on what is not as Keras would have drawn it.
    """

    svg: bytes | None
    dot: str
    note: str


@dataclass(frozen=True)
class Proof:
    """What came of building a design live.

    Attributes:
        report: Every style, built and compared.
        file: The model as a `.keras` file; None if it would be too large to hand over.
        size: Its size in bytes.
        started: Seconds until Keras was imported.
    """

    report: Report
    file: Path | None
    size: int
    started: float


class TaskError(Exception):
    """A job that failed; `str(error)` is a sentence for a person."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes:
        value: What the function returned.
        failure: One sentence if it raised; empty if it did not.
        details: The traceback of a failure that is no user's mistake, for the log.
    """

    value: Any = None
    failure: str = ""
    details: str = ""


def run(function: Callable[..., Any], *arguments: Any) -> Outcome:
    """Call a function and catch all: between processes text travels well, exceptions don't."""
    from model_codegen.design.errors import LayerloomError

    try:
        return Outcome(function(*arguments))
    except LayerloomError as error:
        return Outcome(failure=str(error) or type(error).__name__)
    except MemoryError:
        return Outcome(failure="There was not enough memory for this.")
    except Exception as error:
        first = (str(error).strip() or "no message").splitlines()[0]
        return Outcome(
            failure=f"This did not work: {type(error).__name__}: {first[:300]}",
            details=traceback.format_exc(),
        )


def prepare_process() -> None:
    """Set up a new process before TensorFlow is imported: no more threads than cores."""
    threads = str(os.cpu_count() or 1)
    for name in ("TF_NUM_INTRAOP_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, threads)
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")


def prepare_alone(reports: Connection, memory: int) -> None:
    """Set up a process that runs generated source: where to report, and what memory it may use."""
    prepare_process()
    _alone.update(reports=reports, memory=memory)


def report(stage: str) -> None:
    """Tell the page what is being done; silent in a process that nobody watches."""
    reports = _alone.get("reports")
    if reports is not None:
        reports.send(stage)


def limit_memory() -> None:
    """Forbid this process more memory than it was given, counted from now on.

    TensorFlow reserves gigabytes of address space when it is imported, so that an absolute limit
    would mean little; on top of what is reserved then, address space is a good measure. Systems
    that don't enforce it (macOS) are left to the estimate made before every build.
    """
    import resource

    memory = _alone.get("memory")
    if memory is None or not Path("/proc/self/statm").exists():
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    ceiling = pages * resource.getpagesize() + memory + _ADDRESS_SLACK
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


_ADDRESS_SLACK = 1024**3
"""Address space of threads and allocator arenas that is reserved and never used."""

_alone: dict[str, Any] = {}


def import_keras() -> str:
    """Import Keras and return its version."""
    from model_codegen.keras_bridge import quiet

    quiet.import_keras()
    import keras

    version: str = keras.__version__
    return version


def warm_shapes() -> str:
    """Import Keras and make a first analysis and a first source, so that no user waits for them."""
    from app.core.source_tasks import emit
    from model_codegen import analysis, catalogue, gallery

    version = import_keras()
    catalogue.load()
    for name in ("mlp", "digit_cnn"):
        design = gallery.load(name)
        analysis.to_json(analysis.analyse(design))
        emit(design, "functional", fold=True)
    # What TensorFlow and Keras hold stays for good: collections on the way from a gesture to its
    # shapes need not walk over it each time.
    gc.collect()
    gc.freeze()
    return version


def warm_pictures() -> str:
    """Import Keras and draw one summary, so that no user waits for it."""
    from model_codegen import gallery

    version = import_keras()
    summary(gallery.load("mlp"))
    return version


def analyse(design: Design) -> dict[str, Any]:
    """Shapes, weights and diagnostics, as JSON."""
    from model_codegen import analysis

    return analysis.to_json(analysis.analyse(design))


def import_config(text: str) -> ImportResult:
    """The design of a model that Keras saved, from the JSON that its file holds."""
    from model_codegen import importers

    return importers.from_file(text.encode("utf-8", "surrogatepass"))


def import_application(name: str) -> ImportResult:
    """The design of a model of `keras.applications`; no weights are fetched."""
    from model_codegen import importers

    return importers.from_application(name)


def open_up(design: Design, graph: str, operation: str) -> ImportResult:
    """The design with a model of `keras.applications` opened up into a block."""
    from model_codegen import importers

    return importers.open_up(design, graph, operation)


def chain(design: Design) -> list[str]:
    """The nodes of the longest run that one Sequential could hold."""
    from model_codegen.analysis import analyse as analyse_design
    from model_codegen.analysis.advice.chain import longest_chain

    return longest_chain(design, analyse_design(design))


def summary(design: Design) -> str:
    """Keras' own summary text, as wide as the panel that shows it."""
    from model_codegen import render

    return render.summary(design, line_length=SUMMARY_COLUMNS)


def plot(design: Design, options: PlotOptions) -> Plot:
    """Keras' plot_model picture as SVG, or as DOT text where it cannot be laid out here."""
    from model_codegen import render

    if shutil.which("dot") is None:
        note = "Graphviz is not installed on this server; your browser draws this picture."
        return Plot(None, render.dot(design, **options.keras()), note)
    drawn = render.picture(design, "svg", **options.keras())
    return Plot(drawn.data, "", drawn.note)


def plot_png(design: Design, options: PlotOptions) -> bytes:
    """Keras' plot_model picture as PNG."""
    from model_codegen import render

    return render.picture(design, "png", **options.keras()).data


LARGEST_FILE = 256 * 1024**2
"""Weights of more bytes than this are not written to a file."""


def prove(design: Design, file: Path) -> Proof:
    """Build a design in every style, compare the models, and save it as Keras does.

    Runs in a process of its own (see `prepare_alone`), whose memory is limited once Keras is there.

    Args:
        design: A design without errors.
        file: Where the `.keras` file goes.
    """
    from model_codegen.analysis import analyse as analyse_design
    from model_codegen.execution.build import build
    from model_codegen.verify.prove import prove as prove_design

    begun = time.perf_counter()
    report("Importing Keras")
    import_keras()
    started = time.perf_counter() - begun
    limit_memory()
    ceiling = _alone["memory"] // 2
    analysis = analyse_design(design)
    found = prove_design(design, ceiling=ceiling, progress=report, analysis=analysis)
    if analysis.bytes > LARGEST_FILE:
        return Proof(found, None, 0, started)
    report("Saving the model")
    file.parent.mkdir(parents=True, exist_ok=True)
    build(design, ceiling=ceiling, analysis=analysis).save(file)
    return Proof(found, file, file.stat().st_size, started)
