"""The order of a training script: constants, model, data, compiling, callbacks, training, main."""

from __future__ import annotations

from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import Training
from model_codegen.design.wording import quote
from model_codegen.emitters.data_text import module_names
from model_codegen.emitters.literals import literal
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.callbacks_part import write_callbacks
from model_codegen.emitters.training.compile_part import write_compile
from model_codegen.emitters.training.data.load_data import write_data
from model_codegen.emitters.training.devices import write_divided
from model_codegen.emitters.training.heads import find_heads
from model_codegen.emitters.training.loops import write_train
from model_codegen.emitters.training.main_part import write_main, write_plot
from model_codegen.emitters.training.recipe import Recipe

FUNCTIONS = frozenset(
    {"load_data", "compile_model", "make_callbacks", "train", "plot_history", "main"}
    | {"class_weights", "make_loss", "make_losses", "make_metrics", "run_epochs", "divided"}
)
"""The functions of a training script in which no layer is called."""

CONSTANTS = frozenset({"SEED", "BATCH_SIZE", "EPOCHS", "DATA"})

NAMES = (
    FUNCTIONS
    | CONSTANTS
    | {"np", "tf", "jax", "torch", "os", "csv", "io", "zipfile", "Path", "math", "partial"}
    | {"arrays_of", "assign", "Batches", "batches", "batched"}
    | {"DataLoader", "IterableDataset", "TensorDataset"}
    | {"BatchSampler", "RandomSampler", "SequentialSampler"}
)
"""What a training script defines and imports, besides the model and the data."""


def reserved_names(training: Training) -> frozenset[str]:
    """What nothing of the model may be called."""
    return NAMES | module_names(training.data)


def write_training(source: Source, plan: Plan, training: Training, *, is_class: bool) -> None:
    """Write all that follows the function that makes the model.

    What runs a training counts on the names and the parameters of these functions.

    Args:
        source: Where to.
        plan: The names of the model; it has to leave `NAMES` alone.
        training: How the model is trained.
        is_class: Whether the model is written as a class.

    Raises:
        LayerloomError: If the training cannot be written, with one sentence.
    """
    _check_own_code(plan)
    body = plan.program.main
    heads = find_heads(body, training, plan.program.design, is_class=is_class)
    recipe = Recipe(plan, training, heads, is_class)
    if training.backend != "tensorflow":
        # Keras asks when it is imported
        source.before_imports(
            "import os", "", f'os.environ["KERAS_BACKEND"] = "{training.backend}"', ""
        )
    source.constants(*_constants(recipe))
    write_divided(source, recipe)
    write_data(source, recipe)
    write_compile(source, recipe)
    write_callbacks(source, recipe)
    write_train(source, recipe)
    write_plot(source)
    write_main(source, recipe)


def _check_own_code(plan: Plan) -> None:
    """Find out whether the design's own code has a name that what runs a script counts on."""
    taken = sorted(plan.program.needed_code.names & (FUNCTIONS | CONSTANTS))
    if taken:
        raise LayerloomError(
            f"The design's own code defines {quote(taken[0])}, which a script that trains has for "
            "itself: give it another name under Layer code."
        )


def _constants(recipe: Recipe) -> list[str]:
    training = recipe.training
    found = [f"SEED = {literal(training.seed)}", f"BATCH_SIZE = {literal(training.batch_size)}"]
    if not training.stages:
        found.append(f"EPOCHS = {literal(training.epochs)}")
    return found
