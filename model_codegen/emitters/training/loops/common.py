"""What the loops of all backends have alike."""

from __future__ import annotations

from model_codegen.emitters.training.loops.head_lines import loss_lines, made
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.template import Parts, lines

BEGIN = """
callbacks = keras.callbacks.CallbackList(
    callbacks,
    add_history=True,
    add_progbar=True,
    model=model,
    verbose="auto",
    epochs=epochs,
    steps=$steps$,
)
model.stop_training = False
callbacks.on_train_begin()
logs, epoch_logs = {}, {}
"""

VALIDATE = """
for metric in tracked.values():
    metric.reset_state()
callbacks.on_test_begin()
for step, batch in enumerate(validation_batches):
    callbacks.on_test_batch_begin(step)
    logs = test_step(*batch)
    callbacks.on_test_batch_end(step, logs)
callbacks.on_test_end(logs)
epoch_logs |= {f"val_{name}": value for name, value in logs.items()}
"""
"""Validation, where a step keeps its state in variables."""

CLIPPED = {
    "global_clipnorm": "the norm of all gradients together is cut to",
    "clipnorm": "the norm of each gradient is cut to",
    "clipvalue": "what a gradient has in it is cut to",
}


def common_parts(recipe: Recipe, steps: str) -> dict[str, str | list[str]]:
    """The parts of a template that depend on the recipe alone.

    Args:
        recipe: What is written.
        steps: The number of batches of an epoch, as an expression.
    """
    return {
        "made": made(recipe),
        "loss": loss_lines(recipe),
        "begin": [line.replace("$steps$", steps) for line in lines(BEGIN)],
        "shuffle": str(recipe.training.shuffle),
        "scale": ["loss = optimizer.scale_loss(loss)"] if scales(recipe) else [],
        "clip": _clip_lines(recipe),
        "validate": lines(VALIDATE) if recipe.validates else [],
        "finalize": _finalize_lines(recipe),
    }


def scales(recipe: Recipe) -> bool:
    """Whether the optimizer multiplies the loss, so that small gradients do not vanish."""
    policy = recipe.plan.program.design.dtype_policy
    return policy == "mixed_float16" or bool(_optimizer(recipe).get("loss_scale_factor"))


def _clip_lines(recipe: Recipe) -> list[str]:
    config = _optimizer(recipe)
    return [
        f"# Before the optimizer applies them, {said} {config[key]}"
        for key, said in CLIPPED.items()
        if config.get(key) is not None
    ]


def _finalize_lines(recipe: Recipe) -> list[str]:
    if not _optimizer(recipe).get("use_ema"):
        return []
    return [
        "# Averages of the weights take their place",
        "optimizer.finalize_variable_values(model.trainable_variables)",
    ]


def _optimizer(recipe: Recipe) -> Parts:
    return recipe.training.optimizer.get("config") or {}
