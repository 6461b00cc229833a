"""The catalogue: every layer and op of Keras, and all that models are trained with.

`introspection` reads an imported Keras with the help of `docstrings`, `argument_schemas`,
`shared_schemas`, `ports`, `applications` and `training_entries`; the few facts that cannot be read
are in `facts`. `store` keeps the result. `config_validation` checks a config against it,
`construction` makes the live layer, `training_objects` an optimizer, a loss and so on.

Importing this package is cheap. `cached` and `check_config` never import Keras; the others do when
they are called.
"""

from __future__ import annotations

from typing import Any

from model_codegen.catalogue import config_validation
from model_codegen.catalogue.allowlist import ConfigError, resolve
from model_codegen.catalogue.config_validation import ConfigProblem
from model_codegen.catalogue.construction import construct
from model_codegen.catalogue.entry import Catalogue, Entry, Port
from model_codegen.catalogue.held_objects import HeldObjects
from model_codegen.catalogue.store import cached, load
from model_codegen.catalogue.training_objects import check_object, make_object, training_entry

__all__ = [
    "Catalogue",
    "ConfigError",
    "ConfigProblem",
    "Entry",
    "HeldObjects",
    "Port",
    "cached",
    "check_config",
    "check_object",
    "construct",
    "find",
    "load",
    "make_object",
    "resolve",
    "training_entry",
]


def find(path: str) -> Entry | None:
    """The catalogue's entry of a public path or alias; None if there is none."""
    return load().find(path)


def check_config(entry: Entry, config: Any) -> list[ConfigProblem]:
    """What is wrong with a config, as far as the schema can know; Keras has the last word.

    Args:
        entry: An entry of the loaded catalogue.
        config: Its constructor arguments, as in `graph.Layer.config`; any JSON value.
    """
    return config_validation.check_config(load(), entry, config)
