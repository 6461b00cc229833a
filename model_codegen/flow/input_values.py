"""The numbers that the inputs of a design are given: random, made up, drawn by hand, or samples."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from model_codegen.design.graph import TensorRef
from model_codegen.flow.flow_settings import InputChoice
from model_codegen.flow.sample_data import sample_of
from model_codegen.verify.random_input import bounds

if TYPE_CHECKING:
    from model_codegen.emitters.program import Program

PICTURE_SIDE = 32
"""Height and width of pictures whose size a design leaves open."""

LENGTH = 8
"""Length of every other dimension that it leaves open."""

NOISE = 0.1
"""How far the further samples of a batch are from the first one, where that was made up."""


def sizes(shape: tuple[int | None, ...], batch: int) -> tuple[int, ...]:
    """The shape of what an input is given.

    Args:
        shape: Its shape, None where that is open.
        batch: The batch, where that is open.
    """
    first, *rest = shape or (None,)
    side = PICTURE_SIDE if len(shape) >= 4 else LENGTH
    return (first or batch, *(side if size is None else size for size in rest))


def below(program: Program, node_id: str) -> int | None:
    """The number below which what an input is given stays; None: any numbers will do.

    Args:
        program: The design.
        node_id: The input's call.
    """
    spec = program.main.specs(node_id)[0]
    bound = min(bounds(program, program.main, TensorRef(node_id)), default=None)
    if bound is None and "int" not in spec.dtype and spec.dtype != "bool":
        return None
    return max(1, bound or (256 if spec.dtype == "uint8" else 2))


def values(
    program: Program,
    choices: Mapping[str, InputChoice],
    batch: int,
    own: Mapping[str, np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """What each input is given, by id of its call.

    Args:
        program: The design.
        choices: What was chosen; an input that is not named gets random numbers.
        batch: Samples in the batch, where the design leaves that open.
        own: Instead of what was chosen, by id of the input's call.
    """
    body = program.main
    own = own or {}
    return {
        node_id: own[node_id]
        if node_id in own
        else _values(program, node_id, choices.get(node_id, InputChoice()), batch, place)
        for place, node_id in enumerate(body.inputs)
    }


def _values(
    program: Program, node_id: str, choice: InputChoice, batch: int, place: int
) -> np.ndarray:
    spec = program.main.specs(node_id)[0]
    shape = sizes(spec.shape, batch)
    most = below(program, node_id)
    # Two inputs with one seed are given different numbers, and different samples.
    rng = np.random.default_rng([choice.seed, place])
    if spec.dtype == "string":
        words = choice.kind == "random" and rng.choice(["red", "green", "blue"], size=shape)
        return np.full(shape, "red") if words is False else np.asarray(words)
    found = _made(choice, shape, rng, most, place)
    if most is not None:
        with np.errstate(invalid="ignore"):
            found = np.clip(np.nan_to_num(np.round(found)), 0, most - 1)
        return np.asarray(found.astype(np.int64))
    return found


def _made(
    choice: InputChoice,
    shape: tuple[int, ...],
    rng: np.random.Generator,
    most: int | None,
    place: int,
) -> np.ndarray:
    size = math.prod(shape[1:])
    if choice.kind == "sample":
        found = sample_of(shape[1:], choice.seed + place, shape[0])
        if found is not None:
            return found
    if choice.kind == "constant":
        return np.full(shape, choice.value)
    if choice.kind == "ramp":
        top = 1 if most is None else most - 1
        first = np.linspace(0, top, size).reshape(shape[1:])
    elif choice.kind == "drawn" and choice.values:
        first = _stretched(choice, shape[1:])
    else:
        return np.asarray(rng.integers(0, most, shape) if most else rng.normal(size=shape))
    if most is not None:
        return np.asarray(np.broadcast_to(first, shape))
    noise = rng.normal(0, NOISE, (shape[0] - 1, *shape[1:]))
    return np.concatenate([first[None], first + noise])


def _stretched(choice: InputChoice, shape: tuple[int, ...]) -> np.ndarray:
    """What was drawn, made as large as the input is: nearest neighbours, all channels alike."""
    drawn = np.asarray(choice.values, dtype=np.float64)
    width = min(max(1, choice.width), len(drawn))
    rows = len(drawn) // width
    grid = drawn[: rows * width].reshape(rows, width)
    size = math.prod(shape)
    if len(shape) < 2:
        side = math.isqrt(size)
        if rows > 1 and side * side == size:  # a picture that lies flat
            return _nearest(grid, side, side).reshape(shape)
        flat = grid.reshape(-1)
        return np.asarray(flat[np.arange(size) * len(flat) // max(1, size)].reshape(shape))
    if len(shape) == 2:
        return _nearest(grid, *shape)
    *before, height, wide, channels = shape
    picture = _nearest(grid, height, wide)
    return np.broadcast_to(picture[..., None], (*before, height, wide, channels)).copy()


def _nearest(grid: np.ndarray, height: int, width: int) -> np.ndarray:
    rows = np.arange(height) * grid.shape[0] // max(1, height)
    columns = np.arange(width) * grid.shape[1] // max(1, width)
    found: Any = grid[rows][:, columns]
    return np.asarray(found)
