"""Which arguments are tensors, read from signatures and source of a few made-up calls."""

from __future__ import annotations

from typing import Any

from model_codegen.catalogue.entry import Port
from model_codegen.catalogue.facts import tensor_ports
from model_codegen.catalogue.ports import layer_ports, literals_before_spread, op_ports


def any_symbolic_tensors(_: Any) -> bool:
    """What functions of `keras.ops` ask of their tensors."""
    return False


class Layer:
    def call(
        self, query: Any, value: Any, mask: Any = None, training: Any = None, scale: float = 1.0
    ) -> None:
        """A layer of two tensors."""


class Merge:
    """What the layers that join lists derive from."""


class Join(Merge):
    def call(self, inputs: Any, initial_state: Any = None, **options: Any) -> None:
        """A layer that joins a list."""


def test_a_layer_takes_what_has_no_default_or_none() -> None:
    found = layer_ports(Layer, "Layer", {"value": "The values. More of them."})
    assert [(port.name, port.required, port.position) for port in found] == [
        ("query", True, 0),
        ("value", True, 1),
        ("mask", False, None),
    ]
    assert [port.advanced for port in found] == [False, False, True]
    assert found[1].help.startswith("The values")
    assert not any(port.many for port in found)


def test_a_merge_takes_a_list_and_so_does_what_is_called_states() -> None:
    inputs, states = layer_ports(Join, "Join", {})
    assert inputs == Port("inputs", True, 0, many=True, minimum=tensor_ports.MERGE_MINIMUM)
    assert (states.name, states.many) == ("initial_state", True)


def test_what_is_known_of_a_class_goes_before_what_it_looks_like() -> None:
    (inputs, _) = layer_ports(Join, "Subtract", {})
    assert (inputs.minimum, inputs.maximum) == (2, 2)


def gather(x: Any, indices: Any, axis: int = 0) -> None:
    if any_symbolic_tensors((x, indices)):
        raise AssertionError


def clip(x: Any, x_min: Any, x_max: Any = None) -> None:
    if any_symbolic_tensors((x,)):
        raise AssertionError


def maximum(x1: Any, x2: Any) -> None:
    if any_symbolic_tensors((x1, x2)):
        raise AssertionError


def einsum(subscripts: str, *operands: Any, **options: Any) -> None:
    if any_symbolic_tensors(operands):
        raise AssertionError


def test_a_function_takes_what_it_asks_about() -> None:
    assert [(p.name, p.position) for p in op_ports(gather, "gather", {})] == [
        ("x", 0),
        ("indices", 1),
    ]
    assert [p.name for p in op_ports(clip, "clip", {})] == ["x"]


def test_numbers_stand_in_the_place_of_tensors_only_where_both_are_taken() -> None:
    assert [p.literal for p in op_ports(maximum, "maximum", {})] == [True, True]
    assert [p.literal for p in op_ports(maximum, "matmul", {})] == [False, False]
    (only,) = op_ports(clip, "clip", {})
    assert not only.literal


def test_tensors_that_stand_one_by_one_begin_behind_what_is_none() -> None:
    assert op_ports(einsum, "einsum", {}) == (
        Port("operands", True, position=1, many=True, spread=True),
    )
    assert literals_before_spread(einsum) == ["subscripts"]
    assert literals_before_spread(gather) == []


def test_a_tensor_behind_an_argument_that_is_none_goes_by_keyword() -> None:
    def scatter(shape: Any, values: Any) -> None:
        if any_symbolic_tensors((values,)):
            raise AssertionError

    (values,) = op_ports(scatter, "scatter", {})
    assert (values.name, values.position) == ("values", None)
