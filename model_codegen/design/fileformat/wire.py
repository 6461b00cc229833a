"""What all pydantic models of the file format have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError


def form_error(hint: str) -> PydanticCustomError:
    """The error of a value that is not written as it must be.

    Args:
        hint: How it is written, as the rest of a sentence.
    """
    # Through a field, for the braces of JSON examples would be read as fields of the template.
    return PydanticCustomError("form", "{hint}", {"hint": hint})


class Wire(BaseModel):
    """Base of all wire models: no coercion, no unknown keys.

    A subclass is given `becomes`: what it becomes in a graph, called with its fields by name.
    """

    model_config = ConfigDict(extra="forbid", strict=True)
    becomes: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls, becomes: Callable[..., Any]) -> None:
        cls.becomes = staticmethod(becomes)

    @model_validator(mode="after")
    def _become(self) -> Any:
        return self.becomes(**vars(self))
