"""`compile` and `class_weight`, as what each head learns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from model_codegen.catalogue.training_names import loss_named, metric_named
from model_codegen.design.config_values import Config
from model_codegen.design.training import Head
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.training.held_values import held, left_open, named
from model_codegen.importers.source.values import Value

Shape = Sequence[int | None]


@dataclass(frozen=True)
class Output:
    """An output of the model, as far as its loss and its metrics depend on it.

    Attributes:
        name: What the head is called.
        shape: Its shape, with the batch; None if it is not known.
        labels: Of what it is to learn, likewise.
    """

    name: str
    shape: Shape | None = None
    labels: Shape | None = None


@dataclass(eq=False)
class HeadReading:
    """The heads of a model, and what of them could not be read.

    Attributes:
        outputs: The outputs, in order.
        lost: What was left out, each as it is to be called.
    """

    outputs: Sequence[Output]
    lost: list[str] = field(default_factory=list)

    def heads(self, compiled: Mapping[str, Value], fitted: Mapping[str, Value]) -> dict[str, Head]:
        """What each head learns.

        Args:
            compiled: The arguments of `compile`.
            fitted: Those of `fit`.
        """
        losses = self._each(compiled.get("loss"), "loss")
        third, fourth = compiled.get("loss_weights"), compiled.get("metrics")
        if is_listed(third) and not any(isinstance(each, (int, float)) for each in third):
            third, fourth = None, third  # the order of arguments in older versions of Keras
        weights = self._each(third, "loss_weights")
        metrics = self._metrics(fourth)
        for name, more in self._metrics(compiled.get("weighted_metrics")).items():
            metrics[name] = [*metrics[name], *more]
        found = {}
        for output in self.outputs:
            loss = self._loss(output, losses[output.name])
            measured = [
                metric
                for value in metrics[output.name]
                if (metric := self._metric(output, value, loss)) is not None
            ]
            weight = weights[output.name]
            number = float(weight) if isinstance(weight, (int, float)) else 1.0
            found[output.name] = Head(loss, number, tuple(measured))
        self._weigh(found, fitted.get("class_weight"))
        return {name: head for name, head in found.items() if head != Head()}

    def _each(self, value: Value, argument: str) -> dict[str, Value]:
        """An argument of `compile` for each output."""
        names = [output.name for output in self.outputs]
        if isinstance(value, dict):
            if not value.keys() & set(names) and len(value) == len(names):
                return dict(zip(names, value.values(), strict=True))
            if strange := [key for key in value if key not in names]:
                self.lost.append(f"`{argument}` of `{strange[0]}`, which is no output")
            return {name: value.get(name) for name in names}
        if is_listed(value):
            return dict.fromkeys(names) | dict(zip(names, value, strict=False))
        return dict.fromkeys(names, value)

    def _metrics(self, value: Value) -> dict[str, list[Value]]:
        """The metrics of each output."""
        names = [output.name for output in self.outputs]
        if value is None:
            return {name: [] for name in names}
        if isinstance(value, dict):
            return {name: _as_list(each) for name, each in self._each(value, "metrics").items()}
        given = _as_list(value)
        if len(names) > 1 and (any(map(is_listed, given)) or len(given) == len(names)):
            each = dict.fromkeys(names) | dict(zip(names, given, strict=False))
            return {name: _as_list(one) for name, one in each.items()}
        return dict.fromkeys(names, given)

    def _loss(self, output: Output, value: Value) -> Config | None:
        if value is None:
            return None
        name = named(value)
        found = None if name is None else loss_named(name, output.shape, output.labels)
        return found or self._held(value, "loss")

    def _metric(self, output: Output, value: Value, loss: Config | None) -> Config | None:
        if value is None:
            return None
        name = named(value)
        if name is not None:
            found = metric_named(name, output.shape, output.labels, loss)
            if found is not None:
                return found
        return self._held(value, "metrics")

    def _held(self, value: Value, argument: str) -> Config | None:
        found = held(value)
        if found is None:
            self.lost.append(f"`{argument}`, which is none of Keras")
        self.lost += [f"`{part}`" for part in left_open(value)]
        return found

    def _weigh(self, heads: dict[str, Head], value: Value) -> None:
        if value is None:
            return
        if len(heads) != 1 or not isinstance(value, dict):
            self.lost.append("`class_weight`")
            return
        weights = {}
        for key, weight in value.items():
            if isinstance(weight, (int, float)) and isinstance(key, (int, str)):
                weights[str(key)] = float(weight)
        if len(weights) < len(value):
            self.lost.append("`class_weight`")
            return
        for name, head in heads.items():
            heads[name] = replace(head, class_weight=weights)


def _as_list(value: Value) -> list[Value]:
    if value is None:
        return []
    return [*_items(value)] if is_listed(value) else [value]


def _items(value: Value) -> Iterator[Value]:
    if isinstance(value, (list, tuple)):
        yield from value
