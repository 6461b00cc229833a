"""`patched`: a JSON patch (RFC 6902) applied to a document, copying only what changes."""

from __future__ import annotations

import copy
from typing import Any

from jsonpatch import JsonPatch, JsonPatchException, JsonPatchTestFailed
from jsonpointer import JsonPointer, JsonPointerException

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import MAX_DEPTH, check, describe

MAX_OPERATIONS = 20_000
"""The most operations of one patch: a model of a thousand layers pasted is three thousand."""

MAX_COPIED = 100_000
"""The most values that `copy` and `move` of one patch may take along: copies of copies double."""


def patched(value: Any, operations: Any) -> Any:
    """Apply a JSON patch and leave the value as it was.

    Objects and lists on the way to a change are copied; all others are the very same in the answer,
    so that `is` tells what was not touched (see `incremental.reread`). What the patch adds is
    copied, so the answer shares nothing with it.

    Args:
        value: A JSON value.
        operations: The patch as it came, perhaps no patch at all.

    Raises:
        DesignError: With one sentence, if this is no patch, is too large, or does not apply.
    """
    if not isinstance(operations, list):
        raise DesignError(
            f"A change is a list of JSON patch operations, not {describe(operations)}."
        )
    if len(operations) > MAX_OPERATIONS:
        raise DesignError(
            f"This change has {len(operations):,} operations; {MAX_OPERATIONS:,} are the most."
        )
    own = _Own(value)
    for number, operation in enumerate(operations, 1):
        try:
            own.apply(_checked(operation))
        except DesignError as error:
            raise DesignError(f"Step {number:,} of this change: {error.reason}") from None
        except JsonPatchTestFailed:
            raise DesignError(
                f"Step {number:,} of this change: {_place(operation)} holds something else than it "
                "expects, for the design was changed meanwhile."
            ) from None
        except (JsonPatchException, JsonPointerException, RecursionError):
            raise DesignError(
                f"Step {number:,} of this change: `{operation['op']}` does not apply at "
                f"{_place(operation)} of this design."
            ) from None
    return own.value


class _Own:
    """A value of which some containers are this one's own, and the others somebody else's too."""

    def __init__(self, value: Any) -> None:
        self.value = value
        # By identity; held here, so that no id comes back while it counts.
        self._made: dict[int, Any] = {}
        self._copied = 0

    def apply(self, operation: dict[str, str | Any]) -> None:
        """Apply one operation, to containers of one's own only."""
        path = operation["path"]
        match operation:
            case {"op": "test"}:
                pass
            case {"op": "move", "from": source} if not _within(path, source):
                # In two steps: taking an item from a list changes what the indices behind it mean.
                moved = self._counted(JsonPointer(source).resolve(self.value))
                self.apply({"op": "remove", "path": source})
                operation = {"op": "add", "path": path, "value": moved}
                self._make_way(path)
            case {"op": "copy", "from": source}:
                self._counted(JsonPointer(source).resolve(self.value))
                self._make_way(path)
            case _:
                self._make_way(path)
        self.value = JsonPatch([operation]).apply(self.value, in_place=True)

    def _make_way(self, path: str) -> None:
        """Copy what leads to a place and is not one's own yet, as far as it leads anywhere."""
        pointer = JsonPointer(path)
        if not pointer.parts:
            return
        here = self.value = self._made_own(self.value)
        for part in pointer.parts[:-1]:
            below = pointer.walk(here, part)
            if type(below) is not dict and type(below) is not list:
                return
            if id(below) not in self._made:
                below = here[pointer.get_part(here, part)] = self._made_own(below)
            here = below

    def _made_own(self, container: Any) -> Any:
        if id(container) in self._made:
            return container
        made = copy.copy(container)
        self._made[id(made)] = made
        return made

    def _counted(self, value: Any) -> Any:
        """A value that is taken along, unless there are too many."""
        level = [value]
        while level:
            self._copied += len(level)
            if self._copied > MAX_COPIED:
                raise DesignError("it copies more than a design can hold.")
            below: list[Any] = []
            for item in level:
                if type(item) is dict:
                    below += item.values()
                elif type(item) is list:
                    below += item
            level = below
        return value


_MEMBERS = {
    "add": {"value"},
    "remove": set[str](),
    "replace": {"value"},
    "move": {"from"},
    "copy": {"from"},
    "test": {"value"},
}
"""What each operation needs besides its path."""


def _checked(operation: Any) -> dict[str, Any]:
    """The operation, if it is one of RFC 6902."""
    if type(operation) is not dict:
        raise DesignError(f"a JSON patch operation is an object, not {describe(operation)}.")
    kind = operation.get("op")
    if type(kind) is not str or kind not in _MEMBERS:
        raise DesignError(f"`op` is one of {', '.join(_MEMBERS)}, not {describe(kind)}.")
    for name in ("path", *_MEMBERS[kind]):
        if name not in operation:
            raise DesignError(f"`{kind}` needs `{name}`.")
        if name != "value" and type(operation[name]) is not str:
            raise DesignError(f"`{name}` is a JSON pointer, not {describe(operation[name])}.")
        if name != "value" and operation[name].count("/") > MAX_DEPTH:
            raise DesignError(f"`{name}` is deeper than the {MAX_DEPTH} levels of a design.")
    check(operation)
    return operation


def _place(operation: dict[str, Any]) -> str:
    return describe(operation["path"]).removeprefix("the text ")


def _within(path: str, source: str) -> bool:
    return path == source or path.startswith(f"{source}/")
