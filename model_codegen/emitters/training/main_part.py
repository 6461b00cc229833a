"""`main`: from the seed to the pictures, in the one order that gives the same numbers."""

from __future__ import annotations

from model_codegen.analysis.training.class_metrics import one_number
from model_codegen.design.training import HISTORY_FILE, MODEL_FILE
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.devices import write_loaded, write_model
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import data_names


def write_plot(source: Source) -> None:
    """Write the function that draws the history."""
    with source.block("def plot_history(history):"):
        source.line("# Imported here, since nothing else needs it: pip install matplotlib")
        source.line("import matplotlib.pyplot as plt")
        source.line()
        source.line('names = [name for name in history if not name.startswith("val_")]')
        with source.block("figure, axes = plt.subplots("):
            for argument in ("1", "len(names)", "figsize=(4 * len(names), 3)"):
                source.line(f"{argument},")
            source.line("squeeze=False,")
            source.line('layout="constrained",')
        source.line(")")
        with source.block("for axis, name in zip(axes[0], names):"):
            source.line("epochs = range(1, len(history[name]) + 1)")
            source.line('axis.plot(epochs, history[name], label="training")')
            with source.block('if f"val_{name}" in history:'):
                source.line('axis.plot(epochs, history[f"val_{name}"], label="validation")')
            source.line("axis.set_title(name)")
            source.line('axis.set_xlabel("epoch")')
            source.line("axis.legend()")
        source.line(f'figure.savefig("{HISTORY_FILE}")')


def write_main(source: Source, recipe: Recipe) -> None:
    """Write the function that does it all, and the lines that call it."""
    with source.block("def main():"):
        source.line("keras.utils.set_random_seed(SEED)")
        write_model(source, recipe)
        source.line("model.summary()")
        source.line()
        write_loaded(source, recipe)
        source.line()
        source.line("history = train(model, train_data, validation_data)")
        source.line(f'model.save("{MODEL_FILE}")')
        if recipe.validates:
            source.line()
            source.line("# How it does on samples that it has not learnt from")
            if recipe.dataset:
                first, arguments = "", "validation_data"
            else:
                weighted = recipe.validation_weighted
                first = f"{data_names(weighted=weighted)} = validation_data"
                weights = "sample_weight=sample_weight, " if weighted else ""
                arguments = f"x, y, {weights}batch_size=BATCH_SIZE"
            if first:
                source.line(first)
            source.line(f"results = model.evaluate({arguments}, return_dict=True)")
            with source.block("for name, value in results.items():"):
                # A number for each class takes no format of one.
                several = any(map(one_number, recipe.metrics))
                source.line(f'print(f"{{name}}: {{value{"" if several else ":.4f"}}}")')
        source.line()
        source.line("plot_history(history)")
    with source.block('if __name__ == "__main__":'):
        source.line("main()")
