"""`train`: `fit`, once or in stages between which layers are frozen or set free."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.class_weights import write_class_weight
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import data_names
from model_codegen.emitters.training.stages import write_stages

HEAD = "def train(model, train_data, validation_data, callbacks=()):"
"""How the function begins, whatever loop is in it."""


LOOP = "run_epochs"
"""The function that does the work of `fit`, where the loop is written out."""


def write_fit(source: Source, recipe: Recipe) -> None:
    """Write the function that trains with `fit`, or with what is written out in its place."""
    call, arguments = fit_call(recipe)
    with source.block(HEAD):
        if recipe.training.stages:
            write_data_names(source, recipe)
            write_stages(source, recipe, call, arguments)
            return
        source.line("compile_model(model)")
        write_data_names(source, recipe)
        with source.block(f"history = {call}("):
            for argument in arguments:
                source.line(f"{argument},")
            source.line("epochs=EPOCHS,")
            source.line("callbacks=[*make_callbacks(), *callbacks],")
        source.line(")")
        source.line("return history.history")


def fit_call(recipe: Recipe) -> tuple[str, list[str]]:
    """What is called to train, and the arguments that are the same in all stages."""
    if recipe.custom:
        validation = "validation_data" if recipe.validates else "None"
        return LOOP, ["model", "train_data", validation]
    return "model.fit", fit_arguments(recipe)


def write_data_names(source: Source, recipe: Recipe) -> None:
    """Write the statements by which the training data become variables, where `fit` is called."""
    if recipe.custom:
        return
    if not recipe.dataset:
        source.line(f"{data_names(weighted=recipe.weighted)} = train_data")
    write_class_weight(source, recipe)


def fit_arguments(recipe: Recipe) -> list[str]:
    """The arguments of `fit` that are the same in all stages, with those that give it the data."""
    training = recipe.training
    if recipe.dataset:
        # Keras shuffles no dataset, and warns unless it is told not to.
        found = ["train_data", "shuffle=False"]
    else:
        found = ["x", "y"]
        if recipe.weighted:
            found.append("sample_weight=sample_weight")
        found.append("batch_size=BATCH_SIZE")
        if not training.shuffle:
            found.append("shuffle=False")
    if recipe.validates:
        found.append("validation_data=validation_data")
    if recipe.class_weight:
        found.append("class_weight=class_weight")
    return found
