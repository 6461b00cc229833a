"""Public classes of a module are found once each, with their other names and their texts."""

from __future__ import annotations

import inspect
from types import SimpleNamespace

from model_codegen.catalogue.public_things import described, public_things, shared_texts


class Loss:
    """Computes.

    Args:
        delta: Where it bends.
    """


class Other:
    """Computes, too.

    Args:
        delta: Another text.
        axis: Which one.
    """


def test_each_class_is_found_once_under_its_own_name() -> None:
    module = SimpleNamespace(Alias=Loss, Loss=Loss, Other=Other, _Hidden=Other, number=3)
    found = list(public_things(module, "my.things", inspect.isclass))
    assert [thing.path for thing in found] == ["my.things.Loss", "my.things.Other"]
    assert found[0].aliases == ("my.things.Alias",)
    assert found[0].name == "Loss"
    assert shared_texts(found) == {"delta": "Where it bends.", "axis": "Which one."}


def test_what_is_left_out_is_not_found() -> None:
    module = SimpleNamespace(Loss=Loss, Other=Other)
    assert [t.name for t in public_things(module, "keras.losses", inspect.isclass)] == ["Other"]


def test_a_thing_has_the_texts_of_its_docstring() -> None:
    assert described("a.Loss", Loss, ()).texts == {"delta": "Where it bends."}
