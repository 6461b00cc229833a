"""A live build of a design in every style, compared, and saved as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.tasks import process_setup, warm_up

if TYPE_CHECKING:
    from model_codegen.design.graph import Design
    from model_codegen.verify.report import Report


@dataclass(frozen=True)
class Proof:
    """What came of building a design live.

    Attributes:
        report: Every style, built and compared.
        file: The model as a `.keras` file; None if it would be too large to hand over.
        size: Its size in bytes.
    """

    report: Report
    file: Path | None
    size: int


LARGEST_FILE = 256 * 1024**2
"""Weights of more bytes than this are not written to a file."""


def prove(design: Design, file: Path, trusted: str = "") -> Proof:
    """Build a design in every style, compare the models, and save it as Keras does.

    Runs in a process of its own (see `process_setup.prepare_alone`), whose memory is
    limited once Keras is there.

    Args:
        design: A design without errors.
        file: Where the `.keras` file goes.
        trusted: The digest of the code of the design's own that may run; empty for none.
    """
    from model_codegen.analysis import analyse as analyse_design
    from model_codegen.execution.build import build
    from model_codegen.verify.prove import prove as prove_design

    process_setup.report("Importing Keras")
    warm_up.import_keras()
    process_setup.limit_memory()
    ceiling = process_setup.memory_ceiling() // 2
    analysis = analyse_design(design)
    found = prove_design(
        design,
        ceiling=ceiling,
        progress=process_setup.report,
        analysis=analysis,
        trust_code=trusted,
    )
    if analysis.bytes > LARGEST_FILE:
        return Proof(found, None, 0)
    process_setup.report("Saving the model")
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.stem}.part.keras")  # somebody may be fetching the one before
    build(design, ceiling=ceiling, analysis=analysis, trust_code=trusted).save(part)
    part.replace(file)
    return Proof(found, file, file.stat().st_size)
