"""A training loop for JAX: compiled functions that hand all state on from step to step."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.loops.common import common_parts, scales
from model_codegen.emitters.training.loops.head_lines import (
    first_prediction,
    has_values,
    tracking_lines,
)
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.template import lines, write_template

BATCHES = '''
def batches(data, shuffle):
    """Arrays in batches, in the order in which `fit` takes them."""
    samples = len(keras.tree.flatten(data)[0])
    order = np.random.permutation(samples) if shuffle else np.arange(samples)
    for start in range(0, samples, BATCH_SIZE):
        rows = order[start : start + BATCH_SIZE]
        yield keras.tree.map_structure(lambda array: array[rows], data$leaves$)
'''

EPOCHS = '''
def arrays_of(variables):
    """What is in variables, for functions that change none."""
    return [variable.value for variable in variables]


def assign(variables, found):
    """Put what such functions found into variables."""
    for variable, value in zip(variables, found):
        variable.assign(value)


def run_epochs(model, train_data, validation_data, epochs, initial_epoch=0, callbacks=()):
    """Do what `model.fit` does, and come to the same numbers."""
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    $made

    def forward(trainable, others, x, y, sample_weight, training):
        y_pred, others, added = model.stateless_call(
            trainable, others, x, training=training, return_losses=True
        )
        $loss
        # And what regularizers and the layers themselves add
        loss = keras.ops.sum([loss, *added])
        return loss, others, y_pred$values$

    def track(state, y, loss, y_pred$values$):
        state = dict(state)
        $tracking
        logs = {name: tracked[name].stateless_result(state[name]) for name in state}
        return logs, state

    @partial(jax.jit, donate_argnums=0)
    def train_step(state, x, y, sample_weight=None):
        trainable, others, optimizer_state, metric_state = state

        def loss_of(trainable):
            loss, *found = forward(trainable, others, x, y, sample_weight, training=True)
            $returned

        gradients, (loss, others_found, *found) = jax.grad(loss_of, has_aux=True)(trainable)
        $clip
        trainable, optimizer_state = optimizer.stateless_apply(
            optimizer_state, gradients, trainable
        )
        logs, metric_state = track(metric_state, y, loss, *found)
        return logs, (trainable, others_found, optimizer_state, metric_state)

    $test_step
    def nothing_seen():
        return {name: metric.stateless_reset_state() for name, metric in tracked.items()}

    # fit takes a first batch to make its variables, and so begins the data once more
    $first

    $begin
    for epoch in range(initial_epoch, epochs):
        callbacks.on_epoch_begin(epoch)
        # A step gives its arrays away for those that it returns: variables have them between epochs
        trainable, others = model.trainable_variables, model.non_trainable_variables
        optimized = arrays_of(optimizer.variables)
        state = (arrays_of(trainable), arrays_of(others), optimized, nothing_seen())
        for step, batch in enumerate($train_batches$):
            callbacks.on_train_batch_begin(step)
            logs, state = train_step(state, *batch)
            callbacks.on_train_batch_end(step, logs)
            if model.stop_training:
                break
        assign(trainable, state[0])
        assign(others, state[1])
        assign(optimizer.variables, state[2])
        epoch_logs = dict(logs)
        $validate
        callbacks.on_epoch_end(epoch, epoch_logs)
        if model.stop_training:
            break
    $finalize
    callbacks.on_train_end(epoch_logs)
    return model.history
'''

SCALED = """
with keras.StatelessScope(list(zip(optimizer.variables, optimizer_state))):
    return optimizer.scale_loss(loss), (loss, *found)
"""

TEST_STEP = """
@jax.jit
def test_step(state, x, y, sample_weight=None):
    trainable, others, metric_state = state
    loss, others, *found = forward(trainable, others, x, y, sample_weight, training=False)
    logs, metric_state = track(metric_state, y, loss, *found)
    return logs, (trainable, others, metric_state)

"""

VALIDATE = """
state = (arrays_of(trainable), arrays_of(others), nothing_seen())
callbacks.on_test_begin()
for step, batch in enumerate($validation_batches$):
    callbacks.on_test_batch_begin(step)
    logs, state = test_step(state, *batch)
    callbacks.on_test_batch_end(step, logs)
assign(others, state[1])
callbacks.on_test_end(logs)
epoch_logs |= {f"val_{name}": value for name, value in logs.items()}
"""


def write_jax_loop(source: Source, recipe: Recipe) -> None:
    """Write the functions that train with JAX, step by step.

    Args:
        source: Where to.
        recipe: All else.
    """
    source.imports("import jax", "from functools import partial")
    if not recipe.dataset:
        source.imports("import numpy as np", "import math")
        leaves = "" if recipe.heads.trained == recipe.heads.all else ", none_is_leaf=False"
        write_template(source, BATCHES, {"leaves": leaves})
    train, validation = _batches(recipe)
    size = f"{first_prediction(recipe)}.shape[0]"
    parts = {
        **common_parts(recipe, "None" if recipe.dataset else _STEPS),
        "values": ", values" if has_values(recipe) else "",
        "tracking": tracking_lines(recipe, size, stateless=True),
        "returned": lines(SCALED) if scales(recipe) else ["return loss, (loss, *found)"],
        "test_step": [*lines(TEST_STEP), ""] if recipe.validates else [],
        "first": [f"next(iter({train}))"],
        "train_batches": train,
        "validate": [
            line.replace("$validation_batches$", validation)
            for line in (lines(VALIDATE) if recipe.validates else [])
        ],
    }
    write_template(source, EPOCHS, parts)


_STEPS = "math.ceil(len(keras.tree.flatten(train_data)[0]) / BATCH_SIZE)"


def _batches(recipe: Recipe) -> tuple[str, str]:
    if recipe.dataset:
        return "train_data.as_numpy_iterator()", "validation_data.as_numpy_iterator()"
    shuffled = f"batches(train_data, shuffle={recipe.training.shuffle})"
    return shuffled, "batches(validation_data, shuffle=False)"
