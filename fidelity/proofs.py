"""`python -m fidelity.proofs ANSWERS`: proofs of the gallery and of small networks, one backend.

The backend is the one that KERAS_BACKEND names, in whatever environment this is. Every style of a
design is built, run and trained by one step there, and compared with the first.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model_codegen.keras_bridge.keras_import import import_keras

if TYPE_CHECKING:
    from model_codegen.design.graph import Design


class Proved(NamedTuple):
    """What came of one design.

    Attributes:
        name: What it is called.
        reason: What is otherwise than it should be, in any style, or why training could not be
            compared; empty if all is the same.
        gap: Largest difference of an output, loss, gradient or weight, as a share of the largest
            value of its tensor.
        seconds: How long it took.
    """

    name: str
    reason: str
    gap: float
    seconds: float


def proofs() -> Iterator[Proved]:
    """Prove the whole gallery and every network."""
    from fidelity.networks import NETWORKS
    from model_codegen import gallery

    for name in gallery.names():
        yield proved(name, partial(gallery.load, name))
    for name in NETWORKS:
        yield proved(name, partial(_imported, name))


def _imported(name: str) -> Design:
    from fidelity.networks import network
    from model_codegen.importers import from_model

    return from_model(network(name)).design


def proved(name: str, drawn: Callable[[], Design]) -> Proved:
    """Prove one design.

    Args:
        name: What it is called.
        drawn: Makes it.
    """
    from model_codegen.execution.build import said
    from model_codegen.verify.prove import prove

    start = time.perf_counter()
    gap, reason = float("nan"), ""
    try:
        report = prove(drawn())
        gap = max(
            max(style.inference.relative, style.training.compared.relative)
            for style in report.built
        )
        if not report.agrees:
            reason = f"{report}; {report.training}"
        elif any(style.training.reason for style in report.built):
            reason = report.training
    except Exception as error:  # whatever a backend raises
        reason = said(error)
    return Proved(name, reason, gap, time.perf_counter() - start)


def table(
    answers: Mapping[str, Sequence[Proved]], known: Iterable[str] = ()
) -> tuple[str, list[str]]:
    """The proofs of several backends side by side, and what is not the same.

    Args:
        answers: By backend, the proofs of the same designs.
        known: Parts of reasons that are a backend's own.
    """
    failed = []
    lines = [f"{'proof, one step of training included':<45}" + "".join(f"{b:>22}" for b in answers)]
    for row in zip(*answers.values(), strict=True):
        cells = [f"{'no' if one.reason else f'{one.gap:.1e}'}, {one.seconds:.1f} s" for one in row]
        lines.append(f"{row[0].name:<45}" + "".join(f"{cell:>22}" for cell in cells))
        failed += [
            f"{one.name}, {backend}: {one.reason}"
            for backend, one in zip(answers, row, strict=True)
            if one.reason and not any(part in one.reason for part in known)
        ]
    seconds = [f"{sum(one.seconds for one in rows):.0f} s" for rows in answers.values()]
    lines.append(f"{'together':<45}" + "".join(f"{cell:>22}" for cell in seconds))
    return "\n".join(lines), failed


def main(path: Path) -> None:
    """Prove all, and write what came of it.

    Args:
        path: The file to write: the name of the backend, and what `Proved` holds, a list.
    """
    import_keras()
    import warnings

    import keras

    warnings.simplefilter("ignore")
    found = list(_told(proofs()))
    # As tuples: this module has another name where they are read.
    path.write_bytes(pickle.dumps((keras.backend.backend(), [tuple(one) for one in found])))


def _told(rows: Iterable[Proved]) -> Iterator[Any]:
    for row in rows:
        print(f"… {row.name}: {row.reason or 'the same'}, {row.seconds:.1f} s", file=sys.stderr)
        yield row


if __name__ == "__main__":
    main(Path(sys.argv[1]))
