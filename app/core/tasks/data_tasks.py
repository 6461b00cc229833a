"""What the Train tab asks a worker for that reads data: proposals, wiring, a look at samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from app.core.tasks.drawn_design import analysis_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from model_codegen.design.config_values import Config
    from model_codegen.design.graph import Design
    from model_codegen.design.training import Data, DataKind, Training

SAMPLES = 8
"""So many are shown."""

SIDE = 48
"""Pixels of a picture's longer side, at most."""

VALUES = 64
"""Numbers of a sequence or vector that are shown."""


class Look(TypedDict):
    """Some samples: by field, what each has.

    `pictures` are rows of whole numbers from 0 to 255, or of three of them; `curves` are lists of
    numbers; `values` are numbers and texts.
    """

    pictures: dict[str, list[Any]]
    curves: dict[str, list[list[float]]]
    values: dict[str, list[Any]]


def default_training(design: Design) -> Training:
    """How a design may be trained: data that fit it, a loss for each head, and the rest."""
    from model_codegen import proposals

    return proposals.default_training(design, analysis_of(design))


def choose(design: Design, kind: DataKind, name: str, options: Config, path: Path | None) -> Data:
    """Data, wired to the inputs and heads of a design as far as they fit.

    Args:
        design: The design.
        kind: Where the data come from; `random` has the shapes of the design.
        name: Which.
        options: Of a generator its arguments, of a file its hash.
        path: Of a file, where it lies.

    Raises:
        DataError: If there are no such data or they cannot be read.
    """
    from model_codegen import proposals

    return proposals.wire(design, kind, name, options, path, analysis_of(design))


def look(data: Data, path: Path | None) -> Look:
    """The first samples of data.

    Raises:
        DataError: If they cannot be read.
    """
    from model_codegen import datasets

    arrays = datasets.read(data, path)
    found: Look = {"pictures": {}, "curves": {}, "values": {}}
    for name, array in arrays.items():
        some = array[:SAMPLES]
        if _is_picture(some):
            found["pictures"][name] = [_picture(one) for one in some]
        elif some.ndim > 1:
            found["curves"][name] = [_curve(one) for one in some]
        else:
            found["values"][name] = some.tolist()
    return found


def _is_picture(samples: np.ndarray) -> bool:
    """Whether each sample is one: both sides of some pixels, and one channel or three."""
    if samples.dtype.kind not in "iufb" or samples.ndim not in (3, 4):
        return False
    if samples.ndim == 4 and samples.shape[3] not in (1, 3):
        return False
    height, width = (int(side) for side in samples.shape[1:3])
    return min(height, width) >= 4 and max(height, width) <= 4 * min(height, width)


def _picture(sample: np.ndarray) -> Any:
    import numpy as np

    step = max(1, -(-max(sample.shape[:2]) // SIDE))
    small = sample[::step, ::step].astype("float64")
    low, high = float(np.nanmin(small)), float(np.nanmax(small))
    grey = np.nan_to_num(np.rint((small - low) * (255 / (high - low or 1)))).astype(int)
    return (grey[..., 0] if grey.ndim == 3 and grey.shape[2] == 1 else grey).tolist()


def _curve(sample: np.ndarray) -> list[float]:
    """The numbers of a vector; of a sequence of several channels those of the first."""
    first = sample if sample.ndim == 1 else sample.reshape(len(sample), -1)[:, 0]
    return [round(float(value), 6) for value in first[:VALUES]]
