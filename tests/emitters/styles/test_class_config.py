"""What a class is given is saved, and loaded again."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.class_config import write_config


def written(given: dict[str, str]) -> list[str]:
    source = Source()
    with source.block("class Block:"):
        write_config(source, given)
    return [line.strip() for line in source.finish("subclass").text.splitlines()]


def test_what_is_given_is_saved_and_loaded() -> None:
    lines = written({"scale": "self.scale_1"})
    assert 'config["scale"] = keras.saving.serialize_keras_object(self.scale_1)' in lines
    assert 'config["scale"] = keras.saving.deserialize_keras_object(config["scale"])' in lines


def test_a_class_that_is_given_nothing_has_no_config_of_its_own() -> None:
    lines = written({})
    assert "return super().get_config()" in lines
    assert not any("config[" in line for line in lines)
