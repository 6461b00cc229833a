"""Other names for the same, and the names of dtypes."""

from __future__ import annotations

INPUT_ALIASES = ("keras.layers.Input", "keras.layers.InputLayer")
"""`keras.Input` makes an `InputLayer`; the drawing knows both as one."""

OPTIMIZER_MAP = "keras.optimizers.OptimizerMap"
"""It is no optimizer, but an argument of `MultiOptimizer`."""

NO_ENTRIES = (*INPUT_ALIASES, OPTIMIZER_MAP)
"""What is known, and has no entry of its own."""

OTHER_SPELLINGS = ("normal", "one", "uniform", "zero")
"""Strings that `keras.initializers.get` takes besides the public names; "uniform" is a default."""

NOT_BY_NAME = ("STFT", "STFTInitializer", "stft")
"""Initializers that are offered as objects only: making one imports SciPy, which takes seconds."""

INPUT_DTYPES = (
    "float32",
    "float16",
    "bfloat16",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "bool",
    "string",
    "complex64",
    "complex128",
)
"""Names of tensor dtypes, the most used first (`keras.backend.standardize_dtype` takes each)."""

DTYPE_POLICIES = (
    "float32",
    "mixed_float16",
    "mixed_bfloat16",
    "float16",
    "bfloat16",
    "float64",
    "int8_from_float32",
    "int8_from_mixed_bfloat16",
    "float8_from_float32",
    "float8_from_mixed_bfloat16",
)
"""Names of dtype policies, the most used first (`keras.dtype_policies.get` takes each)."""
