"""`compile_model`: the optimizer, and of each head its loss, its weight and its metrics."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen.catalogue.training_names import with_log_name
from model_codegen.emitters.literals import (
    Arguments,
    call_text,
    config_value,
    default,
    is_object,
    literal,
    object_arguments,
    public_path,
)
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.devices import compiled_on_devices
from model_codegen.emitters.training.heads import TrainedHead, names_text
from model_codegen.emitters.training.recipe import Recipe

RATE = "learning_rate"

HALF = "mixed_float16"
"""The policy under which small gradients would vanish, if losses were not scaled."""


def write_compile(source: Source, recipe: Recipe) -> None:
    """Write the function that compiles the model."""
    heads = recipe.heads
    if recipe.custom:
        _write_making(source, recipe)
    with source.block(f"def compile_model({', '.join(compile_parameters(recipe))}):"):
        if recipe.plan.program.design.dtype_policy == HALF:
            source.line("# Under mixed_float16 Keras scales the loss by itself, so that small")
            source.line("# gradients do not vanish: it wraps the optimizer in a LossScaleOptimizer")
        write_schedule(source, recipe)
        if heads.told:
            source.line("# Losses and metrics go by these names")
            source.line(f"model.output_names = {names_text(heads)}")
        with compiled_on_devices(source, recipe):
            _write_call(source, recipe)


def _write_call(source: Source, recipe: Recipe) -> None:
    training, heads = recipe.training, recipe.heads
    with source.block("model.compile("):
        source.line(f"optimizer={optimizer_text(recipe)},")
        if recipe.custom:
            source.line(f"loss={loss_maker(recipe)}(),")
        else:
            _write(source, recipe, "loss=", loss_text, always=True)
        if any(head.head.weight != 1.0 for head in heads.trained):
            _write(source, recipe, "loss_weights=", _weight, always=True)
        if heads.measured and recipe.custom:
            source.line("metrics=make_metrics(),")
        elif heads.measured:
            _write(source, recipe, "metrics=", metrics_text)
        if training.steps_per_execution != 1:
            source.line(f"steps_per_execution={literal(training.steps_per_execution)},")
        if training.jit_compile != "auto":
            source.line(f"jit_compile={literal(training.jit_compile)},")
    source.line(")")


def _write_making(source: Source, recipe: Recipe) -> None:
    """Write the functions that make losses and metrics, where a loop needs them as well."""
    with source.block(f"def {loss_maker(recipe)}():"):
        _write(source, recipe, "return ", loss_text, always=True, after="")
    if recipe.heads.measured:
        with source.block("def make_metrics():"):
            _write(source, recipe, "return ", metrics_text, after="")


def loss_maker(recipe: Recipe) -> str:
    """The function that makes the loss, or the losses by head, for a loop written out."""
    return "make_loss" if recipe.heads.single else "make_losses"


def compile_parameters(recipe: Recipe) -> tuple[str, ...]:
    """The parameters of `compile_model`."""
    if not takes_rate(recipe):
        return ("model",)
    return "model", f"{RATE}={'None' if _is_scheduled(recipe) else _rate(recipe)}"


def takes_rate(recipe: Recipe) -> bool:
    """Whether stages have learning rates of their own."""
    return any(stage.learning_rate is not None for stage in recipe.training.stages)


def write_schedule(source: Source, recipe: Recipe) -> None:
    """Write what the learning rate is where none is given, if that is more than a number."""
    if takes_rate(recipe) and _is_scheduled(recipe):
        with source.block(f"if {RATE} is None:"):
            source.line(f"{RATE} = {_rate(recipe)}")


def optimizer_text(recipe: Recipe) -> str:
    """The expression that makes the optimizer; its rate is the parameter, if there is one."""
    optimizer = recipe.training.optimizer
    path, config = optimizer["class_name"], dict(optimizer.get("config") or {})
    if not takes_rate(recipe):
        return config_value({"class_name": path, "config": config})
    config.pop(RATE, None)
    arguments: Arguments = [(RATE, RATE), *object_arguments(path, config)]
    return f"{public_path(path)}{call_text(arguments)}"


def _rate(recipe: Recipe) -> str:
    optimizer = recipe.training.optimizer
    config = optimizer.get("config") or {}
    rate = config[RATE] if RATE in config else default(optimizer["class_name"], RATE)
    return config_value(rate)


def _is_scheduled(recipe: Recipe) -> bool:
    return is_object((recipe.training.optimizer.get("config") or {}).get(RATE))


def loss_text(head: TrainedHead) -> str:
    """The expression that makes the loss of a head; None where it has none."""
    return "None" if head.head.loss is None else config_value(head.head.loss)


def metrics_text(head: TrainedHead) -> str:
    """The list of metrics of a head; empty if there are none."""
    metrics = ", ".join(config_value(with_log_name(each)) for each in head.head.metrics)
    return f"[{metrics}]" if metrics else ""


def _weight(head: TrainedHead) -> str:
    return literal(head.head.weight)


def _write(
    source: Source,
    recipe: Recipe,
    before: str,
    text: Callable[[TrainedHead], str],
    *,
    always: bool = False,
    after: str = ",",
) -> None:
    """Write an expression that has a part for each head.

    Args:
        source: Where to.
        recipe: All else.
        before: What stands before it: the name of an argument, or `return`.
        text: Writes the part of a head.
        always: Whether every head has to have a part, or else those of which there is anything.
        after: What ends it.
    """
    heads = recipe.heads
    if heads.single:
        only = heads.all[0]
        source.line(f"{before}{text(only)}{after}", [only.mark])
    else:
        with source.block(f"{before}{{"):
            for head in heads.all:
                if always or text(head):
                    source.line(f"{literal(head.name)}: {text(head)},", [head.mark])
        source.line(f"}}{after}")
