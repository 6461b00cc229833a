"""How a placeholder returns its tensors, as far as a document makes sense."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import dumps, from_json, loads, to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Recorded, Structure, TensorSpec
from model_codegen.design.recorded_structure import places, plain, read_structure, structure_of

OUTPUTS = tuple(TensorSpec((None, size), "float32") for size in (1, 2, 3))


def drawn(structure: Any) -> Design:
    own = Layer("my.Own", "own", recorded=Recorded(OUTPUTS, structure=structure))
    return Design("d", ModelGraph("d", {"own": own}))


@pytest.mark.parametrize(
    "structure", [None, [0, [1, 2]], {"a": 0, "b": [1, {"c": 2}]}, [[0], 1, 2]]
)
def test_a_structure_is_kept_in_a_file(structure: Structure | None) -> None:
    design = drawn(structure)
    assert loads(dumps(design)) == design
    assert ("structure" in dumps(design)) == (structure is not None)
    (own,) = design.main.operations.values()
    assert isinstance(own, Layer)
    assert own.recorded is not None
    assert structure_of(own.recorded) == structure
    assert hash(own.recorded) == hash(own.recorded)


@pytest.mark.parametrize("structure", ["x", -1, [0, None], {"a": 1.5}])
def test_what_is_no_structure_is_refused(structure: Any) -> None:
    value = to_json(drawn([0, [1, 2]]))
    value["main"]["operations"]["own"]["recorded"]["structure"] = structure
    with pytest.raises(DesignError):
        from_json(value)
    assert read_structure(structure) is None


@pytest.mark.parametrize("structure", [[0, 1], [0, 1, 1], [0, 1, 2, 3], 0])
def test_a_structure_that_has_not_every_tensor_once_says_nothing(structure: Structure) -> None:
    assert structure_of(Recorded(OUTPUTS, structure=structure)) is None


def test_without_known_tensors_the_structure_tells_how_many_there_are() -> None:
    assert structure_of(Recorded((), structure=[0, 1])) == [0, 1]
    assert structure_of(Recorded((), structure=[0, 2])) is None


def test_places_and_what_goes_without_saying() -> None:
    assert [*places([0, {"h": 1}])] == [(0, (0,)), (1, (1, "h"))]
    assert [plain(tree) for tree in (0, [0, 1], [0], [1, 0])] == [None, None, [0], [1, 0]]
    deep: Any = 0
    for _ in range(200):
        deep = [deep]
    assert read_structure(deep) is None
    assert [*places(deep)] == []
