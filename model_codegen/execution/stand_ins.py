"""What is rendered in the place of layers that cannot be made here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from model_codegen.design.graph import Design, Layer, Recorded
from model_codegen.design.recorded_structure import structure_of
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.placeholders import MODULE


@contextmanager
def stand_ins(design: Design) -> Iterator[None]:
    """Let the source of a design import layers that answer with what a file recorded.

    Args:
        design: The design that the source is of, names as in the source.
    """
    recorded = {
        operation.name: operation.recorded
        for operations in (
            design.operations,
            *(graph.operations for graph in (design.main, *design.models.values())),
        )
        for operation in operations.values()
        if isinstance(operation, Layer) and operation.recorded is not None
    }
    if not recorded:
        yield
        return
    module, before = _StandIns(recorded), sys.modules.get(MODULE)
    sys.modules[MODULE] = module
    try:
        yield
    finally:
        del sys.modules[MODULE]
        if before is not None:
            sys.modules[MODULE] = before


class _StandIns(ModuleType):
    """A module that has every class."""

    def __init__(self, recorded: dict[str, Recorded]) -> None:
        super().__init__(MODULE)
        self._recorded = recorded

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (_stand_in(),), {"recorded": self._recorded})


def _stand_in() -> type:
    import keras

    class StandIn(keras.layers.Layer):  # type: ignore[misc]
        """Returns tensors of the recorded shapes, and has as many parameters."""

        recorded: dict[str, Recorded]

        def __init__(self, *, name: str, trainable: bool = True, **_: Any) -> None:
            super().__init__(name=name, trainable=trainable)
            self.params = self.recorded[name].params
            self.specs = self.recorded[name].outputs
            # A tuple, which Keras does not take for layers to be tracked.
            self.tree = (structure_of(self.recorded[name]),)
            if self.params:
                self.add_weight((self.params,), name="recorded")

        @classmethod
        def from_config(cls, config: dict[str, Any]) -> Any:
            return cls(**{str(key): value for key, value in config.items()})

        def build(self, *_: Any) -> None:
            self.built = True

        def compute_output_spec(self, *_: Any, **__: Any) -> Any:
            if not self.specs:
                raise ValueError(
                    f"what the placeholder `{self.name}` returns is not recorded, so that what "
                    "follows it is not known"
                )
            tensors = [keras.KerasTensor(spec.shape, spec.dtype) for spec in self.specs]
            (tree,) = self.tree
            if tree is not None:
                return map_leaves(tree, tensors.__getitem__)
            return tensors[0] if len(tensors) == 1 else tuple(tensors)

        def compute_output_shape(self, *shapes: Any, **__: Any) -> Any:
            if [*shapes] != [spec.shape for spec in self.recorded[self.name].inputs]:
                raise ValueError(
                    f"what the placeholder `{self.name}` returns for other shapes than those that "
                    "were recorded is not known"
                )
            return self.specs[0].shape

        def call(self, *_: Any, **__: Any) -> Any:
            raise NotImplementedError("a placeholder computes nothing")

    return StandIn
