"""Arguments of constructors, by name, as Keras' signatures have them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import lru_cache

from model_codegen import catalogue
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.values import Value


@lru_cache(maxsize=1024)
def parameters(path: str) -> tuple[str, ...]:
    """The names of a constructor's parameters, in order, without `self`."""
    target = catalogue.resolve(path)
    function = target.__init__ if inspect.isclass(target) else target
    usual = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    found = inspect.signature(function).parameters.values()
    return tuple(p.name for p in found if p.kind in usual and p.name != "self")


def by_name(path: str, args: list[Value], kwargs: Mapping[str, Value]) -> dict[str, Value]:
    """All arguments of a constructor by name.

    Raises:
        NotFollowed: If there are too many.
    """
    names = parameters(path)
    if len(args) > len(names):
        short = path.rpartition(".")[2]
        raise NotFollowed(f"`{short}` takes {len(names)} arguments, not {len(args)}")
    return dict(zip(names, args, strict=False)) | dict(kwargs)
