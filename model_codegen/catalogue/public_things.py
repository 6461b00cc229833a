"""The public classes and functions of a module of Keras, with what their docstrings say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model_codegen.catalogue.docstrings import argument_texts
from model_codegen.catalogue.facts.excluded import EXCLUDED
from model_codegen.catalogue.facts.other_names import NO_ENTRIES


@dataclass(frozen=True)
class Source:
    """A public class or function of Keras, with what its docstring says about its arguments."""

    path: str
    thing: Any
    aliases: tuple[str, ...]
    texts: Mapping[str, str]
    call_texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its public name."""
        return self.path.rpartition(".")[2]


def public_things(module: Any, path: str, wanted: Callable[[Any], bool]) -> Iterator[Source]:
    """The public things of a module that are not excluded, each once.

    Args:
        module: A module of Keras.
        path: Its public dotted path.
        wanted: Which of its things are meant, such as `inspect.isclass`.
    """
    found: dict[int, list[str]] = {}
    for name in sorted(vars(module)):
        if not name.startswith("_") and wanted(getattr(module, name)):
            found.setdefault(id(getattr(module, name)), []).append(name)
    for names in found.values():
        thing = getattr(module, names[0])
        own = thing.__name__ if thing.__name__ in names else names[0]
        own_path = f"{path}.{own}"
        if own_path not in EXCLUDED and own_path not in NO_ENTRIES:
            yield described(own_path, thing, tuple(f"{path}.{n}" for n in names if n != own))


def described(path: str, thing: Any, aliases: tuple[str, ...]) -> Source:
    """A thing with the texts of its docstring.

    Args:
        path: Its public dotted path.
        thing: The class or function.
        aliases: Its other public paths.
    """
    return Source(path, thing, aliases, *argument_texts(thing))


def shared_texts(things: list[Source]) -> dict[str, str]:
    """What the first docstring that mentions it says about each argument."""
    texts: dict[str, str] = {}
    for thing in things:
        for name, text in {**thing.call_texts, **thing.texts}.items():
            texts.setdefault(name, text)
    return texts
