"""TypeScript's types of messages leave out what messages may leave out, and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, NotRequired, get_origin, get_type_hints

import pytest
from typing_extensions import is_typeddict

import components
from components.schema import PROTOCOLS, schema


@pytest.fixture(scope="module")
def definitions() -> dict[str, Any]:
    found: dict[str, Any] = schema()["$defs"]
    return found


def test_every_module_of_messages_is_listed() -> None:
    files = Path(components.__file__).parent.glob("*protocol*.py")
    assert {f"components.{one.stem}" for one in files} == {one.__name__ for one in PROTOCOLS}


@pytest.mark.parametrize("module", PROTOCOLS, ids=lambda module: module.__name__)
def test_messages_say_themselves_what_they_leave_out(
    module: ModuleType, definitions: dict[str, Any]
) -> None:
    messages = [one for one in vars(module).values() if is_typeddict(one)]
    assert messages
    for one in messages:
        # `__required_keys__` is wrong where annotations are texts.
        fields = get_type_hints(one, include_extras=True).items()
        said = {name for name, kind in fields if get_origin(kind) is not NotRequired}
        required = definitions[one.__name__].get("required", ())
        assert {*required} == (said if one.__total__ else set()), one.__name__
