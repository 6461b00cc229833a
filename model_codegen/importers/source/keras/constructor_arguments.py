"""Arguments of constructors, by name, as Keras' signatures have them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import lru_cache

from model_codegen import catalogue
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.position import Position
from model_codegen.importers.source.provenance import written
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


def written_arguments(
    position: Position, path: str, values: Mapping[str, Value]
) -> Mapping[str, str]:
    """Those of a constructor's arguments that are arithmetic over parameters, as text.

    Args:
        position: Where it is called.
        path: The public path of the class.
        values: What its arguments came to, by name.
    """
    run, call = position.run(), position.call
    if run is None or call is None or any(isinstance(each, ast.Starred) for each in call.args):
        return {}
    parts = dict(zip(parameters(path), call.args, strict=False))
    parts |= {each.arg: each.value for each in call.keywords if each.arg is not None}
    return written(run, parts, values)
