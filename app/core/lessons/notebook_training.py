"""The functions by which a notebook's checks ask how a model is trained: text, as the others."""

from __future__ import annotations

TRAINING_HELPERS = '''\
import contextlib
import io
from inspect import signature
from types import SimpleNamespace


class TrainingBegun(Exception):
    """All that is asked about is known: `main` need not go on."""


def how_it_trains():
    """What `main` tells Keras to do, of which nothing is done: compile, fit, callbacks."""
    scope = globals()
    assert "main" in scope and "train" in scope, "Nothing trains this model yet."
    keras_compile, keras_fit = keras.Model.compile, keras.Model.fit
    kept = {name: scope[name] for name in ("train", "run_epochs") if name in scope}
    told = SimpleNamespace(model=None, compiled={}, fits=[], epochs=0, callbacks=[])

    def compile_and_tell(model, *args, **kwargs):
        told.model = model
        told.compiled = signature(keras_compile).bind(model, *args, **kwargs).arguments
        keras_compile(model, *args, **kwargs)

    def telling(how, is_custom):
        def begin(*args, **kwargs):
            given = signature(how).bind(*args, **kwargs)
            given.apply_defaults()
            epochs = given.arguments["epochs"] - given.arguments["initial_epoch"]
            told.is_custom = is_custom
            told.epochs += epochs
            told.batch_size = given.arguments.get("batch_size") or scope.get("BATCH_SIZE")
            told.validates = given.arguments.get("validation_data") is not None
            told.callbacks += given.arguments["callbacks"] or []
            learning = {id(layer): is_free(layer) for layer in layers_of(told.model)}
            told.fits.append((learning, float(told.model.optimizer.learning_rate)))
            return SimpleNamespace(history={"loss": [0.0] * epochs})

        return begin

    def train_and_stop(*args, **kwargs):
        kept["train"](*args, **kwargs)
        raise TrainingBegun

    keras.Model.compile = compile_and_tell
    keras.Model.fit = telling(keras_fit, False)
    scope["train"] = train_and_stop
    if "run_epochs" in kept:
        scope["run_epochs"] = telling(kept["run_epochs"], True)
    try:
        keras.utils.clear_session()
        with contextlib.suppress(TrainingBegun), contextlib.redirect_stdout(io.StringIO()):
            scope["main"]()
    finally:
        keras.Model.compile, keras.Model.fit = keras_compile, keras_fit
        scope.update(kept)
    assert told.fits, "Nothing trains this model yet."
    return told


def is_free(layer):
    """Whether training changes a layer."""
    return bool(layer.trainable_weights) if layer.weights else layer.trainable


def plain(name):
    """A name as it is compared."""
    return str(name).replace("_", "").lower()


def is_a(thing, kind, **arguments):
    """Whether an object is of a class, and was made with some arguments, as far as it tells."""
    name = thing if isinstance(thing, str) else getattr(thing, "__name__", type(thing).__name__)
    config = thing.get_config() if hasattr(thing, "get_config") else getattr(thing, "__dict__", {})
    return plain(name) == plain(kind) and all(
        key not in config or is_value(config[key], value) for key, value in arguments.items()
    )


def is_value(here, wanted):
    """Whether a value is the one that is asked for: a pattern, a number, or what a test says."""
    if isinstance(wanted, bool) or wanted is None:
        return here is wanted
    if isinstance(wanted, str):
        return fnmatchcase(str(here), wanted) or plain(here) == plain(wanted)
    if not isinstance(here, (int, float)):
        return False
    # Optimizers keep their numbers in single precision.
    return wanted(here) if callable(wanted) else math.isclose(here, wanted, rel_tol=1e-5)


def for_outputs(told, what, pattern):
    """What `compile` was given for the outputs of such a name."""
    given, names = told.compiled.get(what), told.model.output_names
    if isinstance(given, (list, tuple)):
        given = dict(zip(names, given))
    if not isinstance(given, dict):
        given = dict.fromkeys(names, given)
    return [given.get(name) for name in names if fnmatchcase(name, pattern)]


def has_loss(told, pattern, kind):
    """Whether the outputs of such a name have a loss of a class."""
    losses = for_outputs(told, "loss", pattern)
    return bool(losses) and all(is_a(loss, kind) for loss in losses)


def has_weight(told, pattern, weight):
    """Whether the loss of the outputs of such a name counts so much."""
    weights = for_outputs(told, "loss_weights", pattern)
    return bool(weights) and all(is_value(1 if w is None else w, weight) for w in weights)


def has_metric(told, kind):
    """Whether there is a metric of a class."""
    return any(is_a(metric, kind) for metric in keras.tree.flatten(told.compiled.get("metrics")))


def has_callback(told, kind, **arguments):
    """Whether there is a callback of a class, with some arguments."""
    return any(is_a(callback, kind, **arguments) for callback in told.callbacks)


def is_in_stage(told, number, pattern, learns):
    """Whether a layer learns in a stage, or is frozen in it."""
    layers = layers_of(told.model, pattern)
    there = len(told.fits) >= number and bool(layers)
    return there and told.fits[number - 1][0][id(layers[0])] is learns


def has_rate(told, number, test):
    """Whether the learning rate of a stage is such."""
    return len(told.fits) >= number and is_value(told.fits[number - 1][1], test)


PROBABILITIES = {
    "binarycrossentropy": "sigmoid",
    "categoricalcrossentropy": "softmax",
    "sparsecategoricalcrossentropy": "softmax",
}


def losses_fit(told):
    """Whether each crossentropy gets what it takes: probabilities, or logits where it says so."""
    for layer in told.model.layers:
        for loss in for_outputs(told, "loss", layer.name):
            name = plain(loss if isinstance(loss, str) else type(loss).__name__)
            activation = layer.get_config().get("activation")
            is_of_logits = getattr(loss, "get_config", dict)().get("from_logits")
            wanted = "linear" if is_of_logits else PROBABILITIES.get(name)
            if name in PROBABILITIES and isinstance(activation, str) and activation != wanted:
                return False
    return True


def monitors_exist(told):
    """Whether all that callbacks watch is written in each epoch."""
    names, metrics = told.model.output_names, told.compiled.get("metrics")
    written = {"loss"}
    for name in names:
        first = f"{name}_" if len(names) > 1 else ""
        mine = for_outputs(told, "metrics", name) if first else metrics
        written.add(f"{first}loss")
        for metric in keras.tree.flatten(mine):
            written.add(first + str(getattr(metric, "name", metric)))
    if told.validates:
        written |= {f"val_{name}" for name in written}
    watched = [each.monitor for each in told.callbacks if hasattr(each, "monitor")]
    return written.issuperset(watched)
'''
