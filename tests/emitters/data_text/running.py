"""Source of data, run; beside it what the library makes of the same data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from model_codegen.datasets import Prepared, prepared, read, split
from model_codegen.design.training import Data
from model_codegen.emitters.data_text import DataText, data_text
from model_codegen.emitters.namespace import Namespace

SEED = 3


def source(text: DataText) -> str:
    """A program that leaves every array in a variable."""
    returned = {"inputs": text.inputs, "targets": text.targets}
    pairs = [
        f"{kind!r}: {{{', '.join(f'{key!r}: {value}' for key, value in parts.items())}}}"
        for kind, parts in returned.items()
    ]
    pairs += [
        f"{key!r}: {value}"
        for key, value in {
            "sample_weight": text.sample_weight,
            "train": text.train,
            "validation": text.validation,
        }.items()
    ]
    lines = [*text.imports, f"SEED = {SEED}", *text.constants, *text.definitions]
    lines += ["def load_data():", *(f"    {line}" for line in text.statements)]
    return "\n".join([*lines, f"    return {{{', '.join(pairs)}}}", "loaded = load_data()"])


def run(data: Data, part: float = 0.25) -> dict[str, Any]:
    """What the source of data makes."""
    space: dict[str, Any] = {}
    exec(compile(source(data_text(data, part, Namespace())), "data.py", "exec"), space)
    return dict(space["loaded"])


def check_equal(data: Data, path: Path | None = None, part: float = 0.25) -> None:
    """Assert that source and library make the same arrays, to the last bit."""
    made = run(data, part)

    def places(samples: int) -> tuple[np.ndarray, np.ndarray]:
        return split(samples, part, SEED)

    found: Prepared = prepared(data, read(data, path), lambda samples: places(samples)[0])
    train, validation = places(found.samples)
    np.testing.assert_array_equal(made["train"], train)
    assert (made["validation"] is None) == (len(validation) == 0)
    if len(validation):
        np.testing.assert_array_equal(made["validation"], validation)
    for kind in ("inputs", "targets"):
        expected = getattr(found, kind)
        assert made[kind].keys() == expected.keys()
        for name, values in expected.items():
            assert made[kind][name].dtype == values.dtype, name
            np.testing.assert_array_equal(made[kind][name], values)
    assert (made["sample_weight"] is None) == (found.sample_weight is None)
    if found.sample_weight is not None:
        np.testing.assert_array_equal(made["sample_weight"], found.sample_weight)
