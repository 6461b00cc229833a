"""A training loop for TensorFlow: a gradient tape in a `tf.function`."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.loops.common import common_parts
from model_codegen.emitters.training.loops.head_lines import first_prediction, tracking_lines
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.template import lines, write_template

BATCHED = '''
def batched(data, shuffle):
    """Arrays in batches, in the order in which `fit` takes them."""
    data = keras.tree.map_structure(tf.convert_to_tensor, data$leaves$)
    samples = len(keras.tree.flatten(data)[0])

    def order(_):
        rows = tf.range(samples, dtype=tf.int64)
        return tf.random.shuffle(rows) if shuffle else rows

    def batch(rows):
        return keras.tree.map_structure(lambda array: tf.gather(array, rows), data$leaves$)

    # Where every batch is full, its size is known before there is one, as it is to fit
    full = samples % BATCH_SIZE == 0
    rows = tf.data.Dataset.range(1).map(order).unbatch()
    batches = rows.batch(BATCH_SIZE, drop_remainder=full).map(batch)
    return batches.prefetch(tf.data.AUTOTUNE)
'''

EPOCHS = '''
def run_epochs(model, train_data, validation_data, epochs, initial_epoch=0, callbacks=()):
    """Do what `model.fit` does, and come to the same numbers."""
    optimizer = model.optimizer
    $made
    $batches

    def forward(x, y, sample_weight, training):
        y_pred = model(x, training=training)
        $loss
        # And what regularizers and the layers themselves add
        loss = keras.ops.sum([loss, *model.losses])
        $tracking
        return loss

    def results():
        return {name: metric.result() for name, metric in tracked.items()}

    @tf.function(input_signature=train_batches.element_spec, jit_compile=model.jit_compile)
    def train_step(x, y, sample_weight=None):
        with tf.GradientTape() as tape:
            loss = forward(x, y, sample_weight, training=True)
            $scale
        gradients = tape.gradient(loss, model.trainable_variables)
        $clip
        optimizer.apply(gradients, model.trainable_variables)
        return results()

    $test_step
    $begin
    for epoch in range(initial_epoch, epochs):
        for metric in tracked.values():
            metric.reset_state()
        callbacks.on_epoch_begin(epoch)
        for step, batch in enumerate(train_batches):
            callbacks.on_train_batch_begin(step)
            logs = train_step(*batch)
            callbacks.on_train_batch_end(step, logs)
            if model.stop_training:
                break
        epoch_logs = dict(logs)
        $reopen
        $validate
        callbacks.on_epoch_end(epoch, epoch_logs)
        if model.stop_training:
            break
    $finalize
    callbacks.on_train_end(epoch_logs)
    return model.history
'''

TEST_STEP = """
@tf.function(input_signature=validation_batches.element_spec, jit_compile=model.jit_compile)
def test_step(x, y, sample_weight=None):
    forward(x, y, sample_weight, training=False)
    return results()

"""

REOPEN = """
if train_batches.cardinality() > 0:
    # fit opens data of a known length once more here, which moves their shuffling on
    iter(train_batches)
"""


def write_tensorflow_loop(source: Source, recipe: Recipe) -> None:
    """Write the functions that train with TensorFlow, step by step.

    Args:
        source: Where to.
        recipe: All else.
    """
    source.imports("import tensorflow as tf")
    if not recipe.dataset:
        leaves = "" if recipe.heads.trained == recipe.heads.all else ", none_is_leaf=False"
        write_template(source, BATCHED, {"leaves": leaves})
    size = f"tf.shape({first_prediction(recipe)})[0]"
    parts = {
        **common_parts(recipe, "None" if recipe.dataset else "len(train_batches)"),
        "batches": _batches(recipe),
        "tracking": tracking_lines(recipe, size),
        "test_step": lines(TEST_STEP) if recipe.validates else [],
        "reopen": lines(REOPEN) if recipe.dataset else [],
    }
    write_template(source, EPOCHS, parts)


def _batches(recipe: Recipe) -> list[str]:
    if recipe.dataset:
        made = ["train_batches = train_data", "validation_batches = validation_data"]
    else:
        made = [
            f"train_batches = batched(train_data, shuffle={recipe.training.shuffle})",
            "validation_batches = batched(validation_data, shuffle=False)",
        ]
    return made if recipe.validates else made[:1]
