"""What was probably meant by a name that Keras does not have."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.mistyped_names import nearest_layer
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.patching import patched
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("class_name", "config", "title"),
    [
        ("Dropuot", {"rate": 0.5}, "Did you mean Dropout?"),
        ("dense", {"units": 2}, "Did you mean Dense?"),
        ("Dense", {"units": 2, "ac0tivation": "relu"}, "Did you mean activation?"),
    ],
)
def test_one_click_mends_it(class_name: str, config: dict[str, object], title: str) -> None:
    d = Draft("mistyped")
    d.layer(class_name, "layer", d.input("a", 4), **config)
    design = d.design("a")
    (found,) = analyse(design).errors
    assert found.fix is not None
    assert found.fix.title == title
    mended = from_json(patched(to_json(design), [*found.fix.patch]))
    assert not analyse(mended).errors


@pytest.mark.parametrize(
    "config", [{"units": 2, "xyz": 1}, {"units": 2, "ac0tivation": "nonsense"}]
)
def test_nothing_is_offered_that_does_not_help(config: dict[str, object]) -> None:
    d = Draft("mistyped")
    d.layer("Dense", "layer", d.input("a", 4), **config)
    assert [e.fix for e in analyse(d.design("a")).errors] == [None]


def test_a_name_that_is_like_none_has_none() -> None:
    assert nearest_layer("keras.layers.Frobnicate") is None
    assert nearest_layer("keras.layers.conv2d") == "keras.layers.Conv2D"
