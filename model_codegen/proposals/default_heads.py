"""What a head learns by default: loss and metric, from its shape, its ending and its target."""

from __future__ import annotations

from model_codegen.design.config_values import Config
from model_codegen.design.training import FieldFacts, Head
from model_codegen.proposals.ends import OutputEnd

SOFTMAX = ("softmax", "log_softmax")


def default_head(end: OutputEnd, target: FieldFacts | None = None) -> Head:
    """The loss and the metric that a head would usually have.

    Args:
        end: The output.
        target: What is known of what it is to learn; None: not chosen yet.
    """
    units = end.units or 1
    if end.activation == "sigmoid":
        return _binary(logits=False)
    if end.activation in SOFTMAX and units > 1:
        return _classes(end, target, logits=False)
    if target is not None and target.dtype != "float32":
        if units > 1:
            return _classes(end, target, logits=True)
        if target.minimum == 0 and target.maximum == 1 and end.activation in (None, "linear"):
            return _binary(logits=True)
    elif target is None and "logit" in end.name.lower():
        return _classes(end, None, logits=True) if units > 1 else _binary(logits=True)
    return Head(_object("losses.MeanSquaredError"), metrics=(_object("metrics.MeanAbsoluteError"),))


def _classes(end: OutputEnd, target: FieldFacts | None, *, logits: bool) -> Head:
    hot = target is not None and len(target.shape) == len(end.shape) > 0
    kind = "Categorical" if hot else "SparseCategorical"
    return Head(
        _object(f"losses.{kind}Crossentropy", **_logits(logits)),
        metrics=(_object(f"metrics.{kind}Accuracy", name="accuracy"),),
    )


def _binary(*, logits: bool) -> Head:
    threshold = {"threshold": 0.0} if logits else {}
    return Head(
        _object("losses.BinaryCrossentropy", **_logits(logits)),
        metrics=(_object("metrics.BinaryAccuracy", name="accuracy", **threshold),),
    )


def _logits(logits: bool) -> Config:
    return {"from_logits": True} if logits else {}


def _object(path: str, **config: object) -> Config:
    return {"class_name": f"keras.{path}", "config": config}
