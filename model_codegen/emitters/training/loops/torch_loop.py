"""A training loop for PyTorch: `backward`, and Keras' optimizer for what it comes to."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.loops.common import common_parts
from model_codegen.emitters.training.loops.head_lines import first_prediction, tracking_lines
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.template import lines, write_template

BATCHED = '''
def batched(data, shuffle):
    """Arrays in batches, in the order in which `fit` takes them."""
    arrays = [torch.as_tensor(array) for array in keras.tree.flatten(data)]
    sampler = RandomSampler if shuffle else SequentialSampler
    rows = BatchSampler(sampler(arrays[0]), BATCH_SIZE, drop_last=False)

    def like_data(batch):
        return keras.tree.pack_sequence_as(data, batch)

    return DataLoader(TensorDataset(*arrays), sampler=rows, batch_size=None, collate_fn=like_data)
'''

BATCHED_DATASET = '''
class Batches(IterableDataset):
    """The batches of a `tf.data.Dataset`, as tensors of PyTorch."""

    def __init__(self, dataset):
        self.dataset = dataset

    def __iter__(self):
        for batch in self.dataset.as_numpy_iterator():
            yield keras.tree.map_structure(torch.as_tensor, batch)


def batched(data):
    """Loads batches as `fit` does, with the same draws of random numbers."""
    return DataLoader(Batches(data), batch_size=None, collate_fn=lambda batch: batch)
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

    def train_step(x, y, sample_weight=None):
        model.zero_grad()
        loss = forward(x, y, sample_weight, training=True)
        $scale
        loss.backward()
        variables = model.trainable_variables
        $clip
        with torch.no_grad():
            optimizer.apply([variable.value.grad for variable in variables], variables)
        return results()

    $test_step
    # fit looks at a first batch to make its variables, and begins the data anew more often than
    # it goes through them: each time PyTorch draws a random number
    next(iter(train_batches))

    $begin
    for epoch in range(initial_epoch, epochs):
        for metric in tracked.values():
            metric.reset_state()
        callbacks.on_epoch_begin(epoch)
        model.train()
        for step, batch in enumerate(train_batches):
            callbacks.on_train_batch_begin(step)
            logs = train_step(*batch)
            callbacks.on_train_batch_end(step, logs)
            if model.stop_training:
                break
        epoch_logs = dict(logs)
        $reopen
        model.eval()
        $validate
        $reopen_validation
        callbacks.on_epoch_end(epoch, epoch_logs)
        if model.stop_training:
            break
    $finalize
    callbacks.on_train_end(epoch_logs)
    return model.history
'''

TEST_STEP = """
def test_step(x, y, sample_weight=None):
    with torch.no_grad():
        forward(x, y, sample_weight, training=False)
    return results()

"""


def write_torch_loop(source: Source, recipe: Recipe) -> None:
    """Write the functions that train with PyTorch, step by step.

    Args:
        source: Where to.
        recipe: All else.
    """
    source.imports("import torch")
    if recipe.dataset:
        source.imports("from torch.utils.data import DataLoader, IterableDataset")
        write_template(source, BATCHED_DATASET, {})
    else:
        for name in ("BatchSampler", "DataLoader", "RandomSampler", "SequentialSampler"):
            source.imports(f"from torch.utils.data import {name}")
        source.imports("from torch.utils.data import TensorDataset")
        write_template(source, BATCHED, {})
    parts = {
        **common_parts(recipe, "None" if recipe.dataset else "len(train_batches)"),
        "batches": _batches(recipe),
        "tracking": tracking_lines(recipe, f"len({first_prediction(recipe)})"),
        "test_step": [*lines(TEST_STEP), ""] if recipe.validates else [],
        "reopen": _reopen(recipe, "train"),
        "reopen_validation": _reopen(recipe, "validation") if recipe.validates else [],
    }
    write_template(source, EPOCHS, parts)


def _batches(recipe: Recipe) -> list[str]:
    if recipe.dataset:
        made = [
            "train_batches = batched(train_data)",
            "validation_batches = batched(validation_data)",
        ]
    else:
        made = [
            f"train_batches = batched(train_data, shuffle={recipe.training.shuffle})",
            "validation_batches = batched(validation_data, shuffle=False)",
        ]
    return made if recipe.validates else made[:1]


def _reopen(recipe: Recipe, part: str) -> list[str]:
    if recipe.dataset:
        return [f"if {part}_data.cardinality() > 0:", f"    iter({part}_batches)"]
    return [f"iter({part}_batches)"]
