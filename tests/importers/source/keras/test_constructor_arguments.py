"""Arguments of constructors by name."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras.constructor_arguments import by_name, parameters

pytestmark = pytest.mark.keras


def test_arguments_have_the_names_of_the_constructor() -> None:
    assert parameters("keras.layers.Dense")[:2] == ("units", "activation")
    assert by_name("keras.layers.Dense", [3, "relu"], {"name": "a"}) == {
        "units": 3, "activation": "relu", "name": "a",
    }  # fmt: skip
    with pytest.raises(NotFollowed, match="`Dense` takes"):
        by_name("keras.layers.Dense", [1] * 50, {})
