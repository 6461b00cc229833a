"""Outcomes of calls, by content: each is worked out once, whatever design it stands in."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock

from cachetools import LRUCache, cached

from model_codegen.analysis.call_evaluation import evaluate, misconfigured
from model_codegen.analysis.call_outcome import Outcome, Problem
from model_codegen.analysis.call_signature import Symbols, fingerprint
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.design.graph import Layer, Node, Op, Operation, SubModel


def operation_key(
    operation: Operation, dtype_policy: str, held: HeldOperations | None = None
) -> Hashable:
    """What of an operation its calls can depend on: not its name.

    Args:
        operation: The operation.
        dtype_policy: The design's dtype policy.
        held: What its references to others mean, if it has any.

    Raises:
        RecursionError: If its configuration is nested too deeply to be printed.
        ValueError: If its configuration holds a number too long to be printed.
    """
    match operation:
        case Layer():
            config = fingerprint(operation.config)
            training = operation.trainable, operation.trainable_layers
            own = operation.class_name, config, operation.dtype, operation.recorded
            inside = () if held is None else held.key([operation])
            return *own, *training, dtype_policy, inside
        case Op():
            return operation.function, dtype_policy
        case SubModel():
            return "model", operation.model, operation.trainable


@cached(LRUCache(8192), key=lambda key, *_: key, lock=Lock())
def outcome(
    key: Hashable,
    operation: Layer | Op,
    dtype_policy: str,
    first: Node,
    call: Node | None,
    symbols: Symbols,
    held: HeldOperations | None = None,
) -> Outcome:
    """Evaluate a call, or return what an equal call came to before.

    Args:
        key: Everything that the answer depends on.
        operation: The layer or function.
        dtype_policy: The design's dtype policy.
        first: The call that builds it.
        call: The call that is asked for, if it is another one.
        symbols: The tensors that the calls consume.
        held: What the operation's references to others mean, if it has any.
    """
    return evaluate(operation, dtype_policy, first, call, symbols, held)


@cached(LRUCache(2048), key=lambda key, *_: key, lock=Lock())
def config_problems(
    key: Hashable, operation: Layer | Op, held: HeldOperations | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a configuration as far as its schema tells.

    Args:
        key: The `operation_key`.
        operation: The layer or function.
        held: As in `outcome`.
    """
    return misconfigured(operation, held)
