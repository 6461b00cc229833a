"""A tree of plain values with arrays in it, as the bytes of an `.npz` file."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np

from model_codegen.training.failures import TrainingError

_TREE = "tree"
_ARRAY, _TUPLE = "\0array", "\0tuple"


def pack(tree: Any) -> bytes:
    """Pack a tree of dicts with text keys, lists, tuples, numbers, text, None and NumPy's values.

    Raises:
        TypeError: If there is anything else in it.
    """
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    text = json.dumps(_packed(tree, arrays))
    file = io.BytesIO()
    # A float that is not NumPy's own, such as bfloat16, goes as whole numbers.
    arrays[_TREE] = np.frombuffer(text.encode(), np.uint8)
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpack(content: bytes) -> Any:
    """What was packed.

    Raises:
        TrainingError: If it is damaged.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            tree = json.loads(file[_TREE].tobytes())
            return _unpacked(tree, file)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise TrainingError("The state that was kept of this run is damaged.") from error


def _packed(tree: Any, arrays: dict[str, np.ndarray[Any, Any]]) -> Any:
    match tree:
        case np.ndarray():
            name = f"a{len(arrays)}"
            own = tree.dtype.kind in "biufc"
            arrays[name] = tree if own else tree.view(f"u{tree.dtype.itemsize}")
            return {_ARRAY: [name, "" if own else str(tree.dtype)]}
        case np.generic():
            return _packed(np.asarray(tree), arrays)
        case dict():
            return {key: _packed(item, arrays) for key, item in tree.items()}
        case list():
            return [_packed(item, arrays) for item in tree]
        case tuple():
            return {_TUPLE: [_packed(item, arrays) for item in tree]}
        case None | str() | int() | float():
            return tree
    raise TypeError(f"{type(tree).__name__} cannot be packed")


def _unpacked(tree: Any, file: Any) -> Any:
    match tree:
        case {"\0array": [name, dtype]}:
            return file[name].view(dtype) if dtype else file[name]
        case {"\0tuple": items}:
            return tuple(_unpacked(item, file) for item in items)
        case dict():
            return {key: _unpacked(item, file) for key, item in tree.items()}
        case list():
            return [_unpacked(item, file) for item in tree]
    return tree
