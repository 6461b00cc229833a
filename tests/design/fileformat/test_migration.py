"""Documents of earlier versions are read, and are of this version afterwards."""

from __future__ import annotations

import json

import pytest

from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.migration import migrated
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import SCHEMA_VERSION


def test_a_file_of_version_1_is_read_and_written_as_one_of_this() -> None:
    text = gallery.text("siamese_comparator")
    old = text.replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 1')
    assert old != text
    design = loads(old)
    assert design.schema_version == SCHEMA_VERSION
    assert design == gallery.load("siamese_comparator")
    assert dumps(design) == text


def test_what_is_migrated_is_left_as_it_is() -> None:
    value = json.loads(gallery.text("mlp")) | {"schema_version": 1}
    assert migrated(value)["schema_version"] == SCHEMA_VERSION
    assert value["schema_version"] == 1


def test_an_old_version_has_no_fields_of_a_new_one() -> None:
    value = json.loads(gallery.text("mlp")) | {"schema_version": 1, "training": {}}
    with pytest.raises(DesignError, match="schema_version 1 has no `training`"):
        loads(json.dumps(value))
