"""`HeldObjects`: the design's operations as arguments of layers, each made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.catalogue.allowlist import ConfigError
from model_codegen.catalogue.construction import construct, decode
from model_codegen.design.config_references import replaced
from model_codegen.design.graph import Layer, Operation, SubModel
from model_codegen.design.traversal import is_application
from model_codegen.design.wording import quote

ANY_LAYER = {"class_name": "keras.layers.Identity", "config": {}}
"""What stands for a model where a config is held to its schema: it goes where any layer goes."""


class HeldObjects:
    """Makes what `{"operation": id}` means, one live object for each id.

    Attributes:
        made: The objects so far, by id, each behind those that it has itself.

    Args:
        operations: The design's operations.
        dtype_policy: The design's policy.
        model: Makes a live model of a block.
    """

    def __init__(
        self,
        operations: Mapping[str, Operation],
        dtype_policy: str,
        model: Callable[[SubModel], Any],
    ) -> None:
        self.made: dict[str, Any] = {}
        self._operations = operations
        self._dtype_policy = dtype_policy
        self._model = model
        self._pending: set[str] = set()

    def live(self, operation_id: str) -> Any:
        """The live object of an id. Imports Keras; must be called under the design's policy.

        Raises:
            ConfigError: If there is no such operation, it can be no argument, it has itself as an
                argument, or Keras refuses its arguments.
        """
        if operation_id not in self.made:
            if operation_id in self._pending:
                raise ConfigError(None, f"{quote(operation_id)} contains itself")
            self._pending.add(operation_id)
            made = self._make(self._found(operation_id))
            self._pending.discard(operation_id)
            self.made[operation_id] = made
        return self.made[operation_id]

    def inlined(self, config: Any) -> Any:
        """A config with the objects as config values in place of references.

        Raises:
            ConfigError: As `live` does.
        """
        return replaced(config, self._inlined)

    def _inlined(self, operation_id: str) -> Any:
        operation = self._found(operation_id)
        if isinstance(operation, SubModel) or operation.recorded is not None:
            return ANY_LAYER
        if operation_id in self._pending:
            raise ConfigError(None, f"{quote(operation_id)} contains itself")
        self._pending.add(operation_id)
        fields = {"name": operation.name, "dtype": operation.dtype}
        config = {**self.inlined(operation.config), **fields}
        self._pending.discard(operation_id)
        return {"class_name": operation.class_name, "config": config}

    def _found(self, operation_id: str) -> Layer | SubModel:
        operation = self._operations.get(operation_id)
        if operation is None:
            raise ConfigError(None, f"{quote(operation_id)} is not there")
        if isinstance(operation, (Layer, SubModel)):
            return operation
        raise ConfigError(None, f"{quote(operation_id)} is a function, which no layer can hold")

    def _make(self, operation: Layer | SubModel) -> Any:
        if isinstance(operation, SubModel):
            return self._model(operation)
        if operation.recorded is not None:
            raise ConfigError(None, f"{quote(operation.name)} is a placeholder")
        if is_application(operation):
            return construct(operation, self._dtype_policy)
        own = {"name": operation.name}
        if operation.dtype is not None:
            own["dtype"] = operation.dtype
        made = decode(
            {"class_name": operation.class_name, "config": {**operation.config, **own}}, self
        )
        if not operation.trainable:
            made.trainable = False
        return made
