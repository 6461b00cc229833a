"""A forward pass through a live model, call by call as the design draws them.

Each call is made by the live layer with the tensors of the calls before it, as a Functional model
makes it: every layer is told the mode of the model, over what its call records (`operation_fn` of
`keras/src/models/functional.py`), and inputs are taken as the dtype of their `keras.Input`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.call_evaluation import live
from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Layer, Op, SubModel, TensorRef
from model_codegen.design.traversal import flattened
from model_codegen.design.wording import quote
from model_codegen.emitters.body import Body
from model_codegen.emitters.program import Program
from model_codegen.execution.build import said
from model_codegen.keras_bridge.stateless_run import StatelessRun
from model_codegen.verify.built_layers import Path

MOST_CALLS = 2000
"""Calls that one pass may have, those in blocks included."""


@dataclass(frozen=True)
class Call:
    """One call that was made.

    Attributes:
        graph_id: The graph that it is in.
        node_id: Its id there, both of the expanded design.
        path: The names of the blocks around it.
        operation_id: What is called.
        name: The layer's name; of a function its own.
        layer: The live layer; None for a function, an input or a block.
        outputs: What it returned, flattened.
    """

    graph_id: str
    node_id: str
    path: Path
    operation_id: str
    name: str
    layer: Any
    outputs: tuple[Any, ...]


Around = Callable[[Any, str, str, Path], Any]
"""Called with a layer, its graph, its call and the blocks around it; a context for the call."""


class Walk:
    """One forward pass.

    Args:
        program: The design, expanded.
        layers: The live layers, by path (see `built_layers.layers`).
        training: The mode of the model.
        run: The run in which the layers are called.
        around: A context that each call of a layer is made in.
    """

    def __init__(
        self,
        program: Program,
        layers: Mapping[Path, Any],
        training: bool,
        run: StatelessRun,
        around: Around | None = None,
    ) -> None:
        self._program = program
        self._layers = layers
        self._training = training
        self._run = run
        self._around = around or _nothing
        self._functions: dict[str, Any] = {}
        self.calls: list[Call] = []

    def run(self, given: Mapping[str, Any]) -> list[Any]:
        """Make all calls.

        Args:
            given: What each input is given, by id of its call.

        Returns:
            The outputs, flattened.

        Raises:
            BuildError: Where a call fails, or there are too many.
        """
        body = self._program.main
        return self._graph(body, [given[node_id] for node_id in body.inputs], ())

    def _graph(self, body: Body, given: list[Any], path: Path) -> list[Any]:
        import keras

        found: dict[str, tuple[Any, ...]] = {}
        for node_id, tensor in zip(body.inputs, given, strict=True):
            spec = body.specs(node_id)[0]
            value = keras.ops.convert_to_tensor(tensor, dtype=spec.dtype)
            found[node_id] = (value,)
            self._note(body, node_id, path, body.input_layer(node_id).name, None, (value,))
        for node_id in body.calls:
            found[node_id] = self._call(body, node_id, found, path)
        return [found[ref.node][ref.index] for ref in flattened(body.outputs)]

    def _call(
        self, body: Body, node_id: str, found: Mapping[str, tuple[Any, ...]], path: Path
    ) -> tuple[Any, ...]:
        import keras

        def fill(leaf: Any) -> Any:
            return found[leaf.node][leaf.index] if isinstance(leaf, TensorRef) else leaf

        node, operation = body.node(node_id), body.operation(node_id)
        if isinstance(operation, SubModel):
            inner = self._program.definitions[operation.model]
            passed = flattened(node.args[0] if len(node.args) == 1 else list(node.args))
            place = len(self.calls)
            outputs = tuple(
                self._graph(inner, [fill(one) for one in passed], (*path, operation.name))
            )
            self._note(body, node_id, path, operation.name, None, outputs, place)
            return outputs
        args = [live(argument, fill) for argument in node.args]
        kwargs = {name: live(argument, fill) for name, argument in node.kwargs.items()}
        name = operation.function if isinstance(operation, Op) else operation.name
        layer = None
        try:
            if isinstance(operation, Op):
                result = self._function(operation.function)(*args, **kwargs)
            else:
                layer = self._layer(operation, path)
                kwargs["training"] = self._training
                with self._around(layer, body.graph_id, node_id, path):
                    result = self._run.call(layer, args, kwargs)
        except BuildError:
            raise
        except Exception as error:
            raise BuildError(f"{quote(name)} cannot be called: {said(error)}") from error
        outputs = tuple(keras.tree.flatten(result))
        self._note(body, node_id, path, name, layer, outputs)
        return outputs

    def _note(
        self,
        body: Body,
        node_id: str,
        path: Path,
        name: str,
        layer: Any,
        outputs: tuple[Any, ...],
        place: int | None = None,
    ) -> None:
        """Note a call; a block's stands before those in it."""
        if len(self.calls) >= MOST_CALLS:
            raise BuildError(
                f"This model makes more than {MOST_CALLS:,} calls; the values of so many are not "
                "shown."
            )
        call = Call(
            body.graph_id,
            node_id,
            path,
            body.node(node_id).operation,
            name,
            layer,
            outputs,
        )
        self.calls.insert(len(self.calls) if place is None else place, call)

    def _layer(self, operation: Layer, path: Path) -> Any:
        return self._layers[(*path, operation.name)]

    def _function(self, path: str) -> Any:
        if path not in self._functions:
            self._functions[path] = catalogue.resolve(path)
        return self._functions[path]


@contextmanager
def _nothing(*_: Any) -> Iterator[None]:
    yield
