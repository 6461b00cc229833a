"""Layers that have operations of the design as arguments: what those are, and live ones of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from model_codegen import catalogue
from model_codegen.analysis.call_outcome import Problem
from model_codegen.analysis.call_signature import fingerprint
from model_codegen.catalogue import HeldObjects
from model_codegen.design.config_references import held, held_ids
from model_codegen.design.graph import Design, Layer, Operation, SubModel
from model_codegen.design.wording import quote


class Model(Protocol):
    """What is asked of a definition."""

    @property
    def digest(self) -> str:
        """What it is, as a short text."""

    @property
    def known(self) -> bool:
        """Whether all its inputs and outputs are."""

    def live(self, objects: HeldObjects | None = None) -> Any:
        """A Keras model of it, with these objects as arguments of its layers."""


@dataclass(frozen=True)
class HeldOperations:
    """What `{"operation": id}` means in the layers of a design.

    Attributes:
        design: The design.
        dtype_policy: Its policy, if Keras knows it.
        definitions: The definitions that are worked out so far, by id.
        endless: The design's operations that contain themselves.
    """

    design: Design
    dtype_policy: str
    definitions: Mapping[str, Model]
    endless: frozenset[str] = frozenset()

    def problems(self, operation: Operation) -> tuple[Problem, ...]:
        """What is wrong with the references of an operation, and of those that it refers to."""
        inside = [operation, *held(self.design, [operation]).values()]
        ids = [key for o in inside for key in held_ids(o)]
        found = (self._problem(operation_id) for operation_id in dict.fromkeys(ids))
        return tuple(problem for problem in found if problem is not None)

    def placeholders(self, operation: Operation) -> dict[str, Layer]:
        """The placeholders and custom layers that an operation has as arguments, by id."""
        found = held(self.design, [operation])
        return {
            key: inner
            for key, inner in found.items()
            if isinstance(inner, Layer) and inner.recorded is not None
        }

    def _problem(self, operation_id: str) -> Problem | None:
        name = quote(operation_id)
        operation = self.design.operations.get(operation_id)
        if operation is None:
            text = f"it holds {name}, which is not there: choose another layer for it"
            return Problem("dangling-reference", text)
        if operation_id in self.endless:
            text = f"it holds {name}, which contains itself, so that it never ends"
            return Problem("recursive-model", text)
        if isinstance(operation, Layer):
            if operation.recorded is not None:
                return None  # of which nothing tells what its holder returns
            entry = catalogue.find(operation.class_name)
            if entry is None or entry.kind not in ("layer", "cell"):
                text = f"it holds {quote(operation.class_name)}, which is no layer of Keras"
                return Problem("unknown-layer", text)
        elif isinstance(operation, SubModel):
            definition = self.definitions.get(operation.model)
            if operation.model not in self.design.models:
                text = f"it holds {quote(operation.name)}, of which this design has no definition"
                return Problem("unknown-layer", text)
            if definition is None or not definition.known:
                text = f"it holds {quote(operation.name)}, which has errors of its own: mend it"
                return Problem("broken-block", text)
        else:
            text = f"it holds {quote(operation.function)}, which is a function: choose a layer"
            return Problem("invalid-config", text)
        return None

    def key(self, operations: Iterable[Operation]) -> Hashable:
        """What the references of operations mean, all that they are made of included.

        Raises:
            RecursionError: If a configuration is nested too deeply to be printed.
            ValueError: If a configuration holds a number too long to be printed.
        """
        return tuple(
            (key, None if key in self.endless else self._content(operation))
            for key, operation in held(self.design, operations).items()
        )

    def _content(self, operation: Operation) -> Hashable:
        if isinstance(operation, SubModel):
            definition = self.definitions.get(operation.model)
            digest = None if definition is None else definition.digest
            return operation.name, operation.trainable, digest
        return fingerprint(operation)

    def objects(self) -> HeldObjects:
        """Makes live objects for references; must be used in one symbolic scope."""
        made = HeldObjects(self.design.operations, self.dtype_policy, lambda block: model(block))

        def model(block: SubModel) -> Any:
            found = self.definitions[block.model].live(made)
            found.name = block.name
            if not block.trainable:
                found.trainable = False
            return found

        return made
