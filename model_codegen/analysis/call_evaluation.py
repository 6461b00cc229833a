"""One call of a layer or function, worked out by Keras on symbolic tensors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.analysis_result import Weight
from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_outcome import Failure, Outcome, Problem, State, Success
from model_codegen.analysis.call_signature import Symbols
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.analysis.missing_arguments import gaps
from model_codegen.analysis.symbol import Symbol, of_tensor, to_tensor
from model_codegen.catalogue import ConfigError, Entry, HeldObjects
from model_codegen.design.graph import Layer, Node, Op, Recorded, Slice, TensorRef
from model_codegen.design.recorded_structure import structure_of
from model_codegen.design.traversal import references
from model_codegen.design.wording import quote
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.call_traces import trace_call
from model_codegen.keras_bridge.dtype_policies import policy_exists
from model_codegen.keras_bridge.error_messages import reason
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope

PLACEHOLDER = "this_layer"
"""Name of every layer made here: results are shared between layers that differ in name only."""


def evaluate(
    operation: Layer | Op,
    dtype_policy: str,
    first: Node,
    call: Node | None,
    symbols: Symbols,
    held: HeldOperations | None = None,
) -> Outcome:
    """Make an operation, call it as `first` says and, if given, a second time as `call` says.

    Args:
        operation: The layer or function.
        dtype_policy: The design's dtype policy.
        first: The call that builds it.
        call: The call that is asked for, if it is another one.
        symbols: The tensors that the calls consume.
        held: What the operation's references to others mean, if it has any.
    """
    if isinstance(operation, Layer) and operation.recorded is not None:
        return _as_recorded(operation.recorded, trainable=operation.trainable)
    entry = _entry(operation)
    if isinstance(entry, Failure):
        return entry
    if empty := _gaps(entry, call or first):
        return Failure((*empty, *_misconfigured(entry, operation, held)))
    if held is not None and (amiss := held.problems(operation)):
        return Failure(amiss)
    with symbolic_scope(dtype_policy) as caught, counted_names() as names:
        objects = None if held is None else held.objects()
        try:
            if entry.is_application and isinstance(operation, Layer):
                return _apply(operation, dtype_policy, call or first, symbols)
            made = _make(operation, dtype_policy, objects)
        except ConfigError as error:
            found = _misconfigured(entry, operation, held)
            return Failure(found or (Problem("invalid-config", error.message, error.argument),))
        try:
            if entry.kind == "input":
                return Success((of_tensor(made.output),), State())
            making = dict(names)
            called, before = _called(made, first, symbols), making
            if call is not None:
                before = dict(names)
                called = _called(made, call, symbols)
        except TypeError as error:
            return Failure.of("invalid-argument", reason(error, entry.name, PLACEHOLDER))
        except Exception as error:
            return Failure.of("shape-mismatch", reason(error, entry.name, PLACEHOLDER))
        mask_lost = any("destroy the mask" in str(warning.message) for warning in caught)
        outputs, structure = called.told()
        trace = trace_call(
            made, called.given, called.tensors, before, names, making if call is None else None
        )
        if isinstance(operation, Op):
            return Success(outputs, State(), mask_lost, structure, trace)
        state = _state(made, {} if objects is None else objects.made)
        # `trainable` does not reach layers that a layer made in its first call; frozen means all.
        state = state if operation.trainable else state.frozen()
        return Success(outputs, state, mask_lost, structure, trace)


def _apply(layer: Layer, dtype_policy: str, call: Node, symbols: Symbols) -> Outcome:
    """A call of a model of `keras.applications`, which is built before any call."""
    made = application(layer, dtype_policy)
    if misfit := _misfit(made.model.input_shape, call, symbols):
        return misfit
    try:
        outputs, _ = invoke(made.model, call, symbols)
        return Success(outputs, made.owned(layer))
    except TypeError as error:
        return Failure.of("invalid-argument", reason(error, "model", made.names.own))
    except Exception as error:
        return Failure.of("shape-mismatch", reason(error, "model", made.names.own))


def _misfit(expected: tuple[int | None, ...], call: Node, symbols: Symbols) -> Failure | None:
    """Why a tensor is not of the shape that a model takes, before Keras tries to make it fit."""
    for ref in references(call):
        shape = symbols[ref.node][ref.index].shape
        if len(shape) != len(expected) or any(
            None not in pair and pair[0] != pair[1] for pair in zip(shape, expected, strict=True)
        ):
            text = f"it expects shape {expected}, not {shape}"
            return Failure.of("shape-mismatch", text)
    return None


def invoke(function: Any, node: Node, symbols: Symbols) -> tuple[tuple[Symbol, ...], Any]:
    """Call something with a node's arguments on symbolic tensors; must be in a symbolic scope.

    Returns:
        The tensors that it returns, flattened, and their structure as in `NodeAnalysis`.

    Raises:
        Exception: Whatever Keras raises; ValueError if it returns anything but tensors.
    """
    return _called(function, node, symbols).told()


@dataclass(frozen=True)
class _Called:
    """What a call was given and what it returned, as Keras has it."""

    given: list[Any]
    tensors: list[Any]
    result: Any

    def told(self) -> tuple[tuple[Symbol, ...], Any]:
        """As `invoke` returns it."""
        found = tuple(of_tensor(tensor) for tensor in self.tensors)
        return found, _structure(self.result, len(found))


def _called(function: Any, node: Node, symbols: Symbols) -> _Called:
    import keras

    given: list[Any] = []

    def fill(leaf: Any) -> Any:
        if not isinstance(leaf, TensorRef):
            return leaf
        given.append(to_tensor(symbols[leaf.node][leaf.index]))
        return given[-1]

    args = [live(argument, fill) for argument in node.args]
    kwargs = {name: live(argument, fill) for name, argument in node.kwargs.items()}
    result = function(*args, **kwargs)
    tensors = keras.tree.flatten(result)
    if not tensors or not all(isinstance(tensor, keras.KerasTensor) for tensor in tensors):
        raise ValueError("it returns no tensor that a model could work with")
    if any(tensor is own for tensor in tensors for own in given):
        raise ValueError("it returns the very tensor it takes, of which Keras makes no model")
    return _Called(given, tensors, result)


def _structure(result: Any, count: int) -> Any:
    """How a call returns its tensors; None where their number tells."""
    import keras

    tree = _plain(keras.tree.pack_sequence_as(result, [*range(count)]))
    return None if tree == 0 or (count > 1 and tree == [*range(count)]) else tree


def _plain(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {key: _plain(item) for key, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_plain(item) for item in tree]
    return tree


def live(argument: Any, fill: Callable[[Any], Any]) -> Any:
    """An argument tree as Keras takes it: every leaf filled, slices made."""
    if isinstance(argument, Slice):
        return slice(*(fill(part) for part in (argument.start, argument.stop, argument.step)))
    if isinstance(argument, (list, tuple)):
        return type(argument)(live(item, fill) for item in argument)
    if isinstance(argument, Mapping):
        return {key: live(item, fill) for key, item in argument.items()}
    return fill(argument)


def _make(operation: Layer | Op, dtype_policy: str, objects: HeldObjects | None) -> Any:
    if isinstance(operation, Op):
        return catalogue.resolve(operation.function)
    named = replace(operation, name=PLACEHOLDER)
    return catalogue.construct(named, dtype_policy, held=objects)


def _as_recorded(recorded: Recorded, *, trainable: bool) -> Success:
    """What is known of a placeholder."""
    outputs = tuple(Symbol(spec.shape, spec.dtype) for spec in recorded.outputs)
    state = recorded_state(recorded, trainable=trainable)
    return Success(outputs, state, structure=structure_of(recorded))


def recorded_state(recorded: Recorded, *, trainable: bool) -> State:
    """What a placeholder owns: its weights' number only, taken as float32."""
    params = recorded.params
    return State(None, params, params if trainable else 0, 4 * params)


def lacking(operation: Layer | Op, node: Node) -> tuple[Problem, ...]:
    """Return what a call lacks, whatever the shapes of its tensors.

    Args:
        operation: The layer or function.
        node: The call.
    """
    if isinstance(operation, Layer) and operation.recorded is not None:
        return ()
    entry = _entry(operation)
    return entry.problems if isinstance(entry, Failure) else tuple(_gaps(entry, node))


def misconfigured(operation: Layer | Op, held: HeldOperations | None = None) -> tuple[Problem, ...]:
    """Return everything in a configuration that its schema refuses; Keras may refuse more.

    Args:
        operation: The layer or function.
        held: What its references to others mean, if it has any.
    """
    if isinstance(operation, Layer) and operation.recorded is not None:
        return ()
    entry = _entry(operation)
    return () if isinstance(entry, Failure) else _misconfigured(entry, operation, held)


def _entry(operation: Layer | Op) -> Entry | Failure:
    path = operation.class_name if isinstance(operation, Layer) else operation.function
    entry = catalogue.find(path)
    if entry is None:
        return Failure.of("unknown-layer", _unknown(path))
    if (entry.kind == "op") != isinstance(operation, Op) or entry.kind == "cell":
        return Failure.of("unknown-layer", f"{quote(path)} is a {entry.kind} and cannot stand here")
    return entry


def _gaps(entry: Entry, node: Node) -> list[Problem]:
    found = [] if entry.kind == "input" else gaps(entry, node)
    return [Problem("missing-argument", text) for text in found]


def _misconfigured(
    entry: Entry, operation: Layer | Op, held: HeldOperations | None
) -> tuple[Problem, ...]:
    if isinstance(operation, Op):
        return ()
    config = operation.config
    if held is not None:
        if amiss := held.problems(operation):
            return amiss
        config = held.objects().inlined(config)
    found = [
        Problem("invalid-config", problem.message, problem.argument)
        for problem in catalogue.check_config(entry, config)
    ]
    dtype = operation.dtype
    if dtype is not None and entry.kind == "layer" and not policy_exists(dtype):
        text = f"`dtype` must be a dtype policy, got {quote(dtype)}"
        found.append(Problem("invalid-config", text, "dtype"))
    return tuple(found)


def _state(layer: Any, objects: dict[str, Any]) -> State:
    owners = {id(w): key for key in reversed(objects) for w in objects[key].weights}
    return State.of_weights(
        tuple(
            Weight(
                variable.path.removeprefix(f"{PLACEHOLDER}/"),
                tuple(variable.shape),
                variable.dtype,
                variable.trainable,
                owners.get(id(variable)),
            )
            for variable in layer.weights
        ),
        layer.compute_dtype,
        layer.variable_dtype,
    )


def _unknown(path: str) -> str:
    from difflib import get_close_matches

    known = catalogue.load()
    if path in known.excluded:
        return f"{quote(path)} cannot be drawn: {known.excluded[path]}".rstrip(".")
    near = get_close_matches(path[:100], known.entries, n=1)
    hint = f"; did you mean {quote(near[0])}?" if near else ""
    return f"Keras has no {quote(path)}{hint}"
