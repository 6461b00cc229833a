"""The catalogue: every layer and op of Keras, by introspection.

Importing it is cheap. `cached` and `check_config` never import Keras; the others do when called.
"""

from __future__ import annotations

from functools import lru_cache

from model_codegen.catalogue.allowlist import ConfigError, resolve
from model_codegen.catalogue.construction import construct
from model_codegen.catalogue.entry import Catalogue, Entry, Port
from model_codegen.catalogue.introspection import introspect

__all__ = ["Catalogue", "ConfigError", "Entry", "Port", "construct", "find", "load", "resolve"]


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogue of the installed Keras."""
    return introspect()


def find(path: str) -> Entry | None:
    """The catalogue's entry of a public path or alias; None if there is none."""
    return load().find(path)
