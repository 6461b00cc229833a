"""Layers that stand inside of others, as their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.costing import shapes
from model_codegen.costing.call import Call, Called, Spec, UnknownCostError
from model_codegen.costing.rules import registry
from model_codegen.design.config_references import reference
from model_codegen.design.graph import Design, Layer, SubModel

NOT_THE_CONSTRUCTORS = ("name", "dtype", "trainable")


class InnerLayers:
    """Answers what layers cost that are arguments (`call.Inside`).

    Args:
        design: The design that they stand in.
        dtype_policy: Its policy.
        held: What references to its operations mean.
        block: Answers what a call of a block costs.
    """

    def __init__(
        self,
        design: Design,
        dtype_policy: str,
        held: HeldOperations,
        block: Callable[[str, Sequence[Spec]], Called],
    ) -> None:
        self._design, self._policy, self._held, self._block = design, dtype_policy, held, block

    def layer(self, config: Any, inputs: Sequence[Spec], *, training: bool) -> Called:
        """A call of a layer that is an argument; as `call.Inside` says."""
        operation = self._operation(config)
        if isinstance(operation, SubModel):
            return self._block(operation.model, inputs)
        rule = registry.find(operation.class_name)
        if rule is None or operation.recorded is not None:
            raise UnknownCostError(f"what `{operation.class_name}` in it computes is not known")
        node = shapes.called_alone(inputs)
        found = shapes.asked(operation, node, inputs, self._policy, self._held)
        outputs = tuple(Spec(tuple(s.shape), s.dtype) for s in found.outputs)  # type: ignore[arg-type]
        weights = {weight.path: weight.shape for weight in found.state.weights or ()}
        call = Call(
            operation.class_name,
            operation.config,
            tuple(inputs),
            {},
            tuple(inputs),
            outputs,
            weights,
            training and operation.trainable,
            found.state.compute_dtype or outputs[0].dtype,
            inner=self,
        )
        return Called(registry.parts(rule, call), outputs)

    def look_up(self, config: Any) -> tuple[str, Mapping[str, Any]]:
        """Class and configuration of a layer or cell; as `call.Inside` says."""
        operation = self._operation(config)
        if isinstance(operation, SubModel):
            raise UnknownCostError("its cell is a model")
        return operation.class_name, operation.config

    def _operation(self, config: Any) -> Layer | SubModel:
        if (operation_id := reference(config)) is not None:
            found = self._design.operations.get(operation_id)
            if isinstance(found, (Layer, SubModel)):
                return found
        elif isinstance(config, Mapping) and isinstance(config.get("class_name"), str):
            own = dict(config.get("config") or {})
            dtype, trainable = own.get("dtype"), own.get("trainable")
            rest = {k: v for k, v in own.items() if k not in NOT_THE_CONSTRUCTORS}
            dtype = dtype if isinstance(dtype, str) else None
            return Layer(config["class_name"], "inner", rest, dtype, trainable is not False)
        raise UnknownCostError("the layer in it is not known")
