"""Stages: several fits, between which layers are frozen or set free, as in the transfer recipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model_codegen.design.graph import Layer, Op, SubModel
from model_codegen.design.traversal import is_application
from model_codegen.emitters.body import Body
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.recipe import Recipe

LOCAL = frozenset(
    {"model", "train_data", "validation_data", "callbacks", "x", "y", "sample_weight"}
    | {"class_weight", "classes", "counts", "weights"}
    | {"history", "fit", "epochs", "done", "found", "name", "values"}
)
"""The variables of `train` that no layer may take."""

AVERAGES = "moving_mean"
"""A weight that tells of a BatchNormalization."""


def write_stages(source: Source, recipe: Recipe, call: str, arguments: Sequence[str]) -> None:
    """Write the body of `train` for a design with stages.

    Args:
        source: Where to.
        recipe: All else.
        call: What is called to train: `fit` of the model, or what stands for it.
        arguments: What every `fit` is given.
    """
    source.line("# The same for all stages: ModelCheckpoint keeps in mind what was best")
    source.line("callbacks = [*make_callbacks(), *callbacks]")
    source.line("history = {}")
    source.line()
    with source.block("def fit(epochs):"):
        source.line('done = len(history.get("loss", []))')
        with source.block(f"found = {call}("):
            for argument in arguments:
                source.line(f"{argument},")
            source.line("initial_epoch=done,")
            source.line("epochs=done + epochs,")
            source.line("callbacks=callbacks,")
        source.line(")")
        with source.block("for name, values in found.history.items():"):
            source.line("history.setdefault(name, []).extend(values)")
    names = Namespace(LOCAL, recipe.plan.names)
    write_each_stage(source, recipe, names)
    source.line()
    source.line("return history")


def write_each_stage(source: Source, recipe: Recipe, names: Namespace) -> None:
    """Write what each stage sets, and that it trains: `fit(epochs)` is a function around it.

    Args:
        source: Where to.
        recipe: All else.
        names: The names of the function that is written.
    """
    variables: dict[str, str] = {}
    for number, stage in enumerate(recipe.training.stages, 1):
        source.line()
        source.line(f"# Stage {number}: {stage.name if stage.name.isprintable() else number}")
        for name, trainable in stage.trainable.items():
            found = _operation(recipe.body, name)
            operation_id, operation = found if found else ("", None)
            marks = [
                (recipe.body.graph_id, n) for n in recipe.body.operations.get(operation_id, ())
            ]
            if name not in variables:
                label = recipe.body.label(operation_id) if found else name
                variables[name] = names.name(label)
                source.line(f"{variables[name]} = model.get_layer({literal(name)})", marks)
            layer = variables[name]
            for line in _averages(recipe, operation_id, trainable):
                source.line(f"# {line}")
            source.line(f"{layer}.trainable = {bool(trainable)}", marks)
            if trainable and trainable is not True:
                each = names.name("layer")
                listed = f"{layer}.{'layers' if _is_model(recipe, operation) else '_layers'}"
                with source.block(f"for {each} in {listed}[:-{int(trainable)}]:", marks):
                    source.line(f"{each}.trainable = False", marks)
        rate = (
            "" if stage.learning_rate is None else f", learning_rate={literal(stage.learning_rate)}"
        )
        if stage.trainable and number > 1:
            source.line("# Only compiling makes it count")
        source.line(f"compile_model(model{rate})")
        source.line(f"fit(epochs={literal(stage.epochs)})")


def _operation(body: Body, name: str) -> tuple[str, Layer | SubModel] | None:
    """What has that name in the main graph."""
    for key in body.operations:
        operation = body.graph.operations[key]
        if not isinstance(operation, Op) and operation.name == name:
            return key, operation
    return None


def _is_model(recipe: Recipe, operation: Layer | SubModel | None) -> bool:
    """Whether it lists its layers: an application does, and a block that is a `keras.Model`."""
    if isinstance(operation, SubModel):
        return not recipe.plan.are_classes
    return operation is None or is_application(operation)


def _averages(recipe: Recipe, operation_id: str, trainable: bool | int) -> Iterator[str]:
    """What becomes of BatchNormalization in a layer, in lines; see docs/training-mode.md."""
    body = recipe.body
    if not operation_id:
        return
    weights = body.analysis.operations[operation_id].weights or ()
    if not any(weight.path.endswith(AVERAGES) for weight in weights):
        return
    fixed = any(
        body.node(node_id).kwargs.get("training") is False
        for node_id in body.operations[operation_id]
    )
    if not trainable:
        yield "Frozen, BatchNormalization runs in inference mode: it uses the moving averages"
        yield "that it has, and leaves them as they are"
    elif fixed and recipe.is_class:
        yield "Called with training=False, BatchNormalization goes on with the moving averages"
        yield "that it has; what is set free learns its scale and its offset"
    else:
        if fixed:
            yield "In a model of this style, fit overwrites the training=False of the call"
        yield "Set free, BatchNormalization uses the averages of each batch, and its moving"
        yield "averages follow them; what stays frozen runs in inference mode"
