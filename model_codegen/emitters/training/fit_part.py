"""`train`: `fit`, once or in stages between which layers are frozen or set free."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.class_weights import write_class_weight
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import data_names
from model_codegen.emitters.training.stages import write_stages

HEAD = "def train(model, train_data, validation_data, callbacks=()):"
"""How the function begins, whatever loop is in it."""


def write_fit(source: Source, recipe: Recipe) -> None:
    """Write the function that trains with `fit`."""
    with source.block(HEAD):
        if recipe.training.stages:
            write_data_names(source, recipe)
            write_stages(source, recipe, fit_arguments(recipe))
            return
        source.line("compile_model(model)")
        write_data_names(source, recipe)
        with source.block("history = model.fit("):
            for argument in fit_arguments(recipe):
                source.line(f"{argument},")
            source.line("epochs=EPOCHS,")
            source.line("callbacks=[*make_callbacks(), *callbacks],")
        source.line(")")
        source.line("return history.history")


def write_data_names(source: Source, recipe: Recipe) -> None:
    """Write the statements by which the training data become variables."""
    if not recipe.dataset:
        source.line(f"{data_names(weighted=recipe.weighted)} = train_data")
    write_class_weight(source, recipe)


def fit_arguments(recipe: Recipe) -> list[str]:
    """The arguments of `fit` that are the same in all stages, with those that give it the data."""
    training = recipe.training
    if recipe.dataset:
        # Keras warns of what it would not shuffle anyhow
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
