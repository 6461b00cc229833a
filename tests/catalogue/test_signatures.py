"""Signatures are Keras' own, asked for once."""

from __future__ import annotations

import pytest

from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.signatures import call_signature, function_signature

pytestmark = pytest.mark.keras


def test_signatures_are_those_of_keras() -> None:
    assert [*function_signature("keras.ops.add").parameters] == ["x1", "x2"]
    assert [*call_signature("keras.layers.Add").parameters][:2] == ["self", "inputs"]
    assert call_signature("keras.layers.Add") is call_signature("keras.layers.Add")


def test_what_the_catalogue_does_not_have_has_none() -> None:
    with pytest.raises(ConfigError):
        function_signature("os.system")
