"""`get_config` and `from_config`, with which Keras saves and loads objects of a class."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from model_codegen.emitters.literals import literal
from model_codegen.emitters.source_text import Source

NOTHING: Mapping[str, str] = MappingProxyType({})


def write_config(
    source: Source, given: Mapping[str, str], plain: Mapping[str, str] = NOTHING
) -> None:
    """Write the two methods.

    Args:
        source: Where to.
        given: What `__init__` is given, by parameter: the attribute that keeps it.
        plain: The same of numbers, texts and the like, which a config holds as they are.
    """
    with source.block("def get_config(self):"):
        if given or plain:
            source.line("config = super().get_config()")
        for parameter, attribute in plain.items():
            source.line(f"config[{literal(parameter)}] = {attribute}")
        for parameter, attribute in given.items():
            value = f"keras.saving.serialize_keras_object({attribute})"
            source.line(f"config[{literal(parameter)}] = {value}")
        source.line(f"return {'config' if given or plain else 'super().get_config()'}")
    source.line("@classmethod")
    with source.block("def from_config(cls, config):"):
        if given:
            source.line("config = dict(config)")
        for parameter in given:
            value = f"keras.saving.deserialize_keras_object(config[{literal(parameter)}])"
            source.line(f"config[{literal(parameter)}] = {value}")
        source.line("return cls(**config)")
