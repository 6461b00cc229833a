"""The functions that the checks of a notebook use: text, for a kernel that has Keras."""

from __future__ import annotations

HELPERS = '''\
import math
import re
from collections import Counter
from fnmatch import fnmatchcase

APPLICATIONS = [name for name in dir(keras.applications) if name[0].isupper()]


def kinds_of(layer):
    """The class of a layer, or the model of keras.applications that it is."""
    if not isinstance(layer, keras.Model):
        return [type(layer).__name__]
    return [n for n in APPLICATIONS if re.match(rf"{n}(_[^a-z]*)?$", layer.name, re.IGNORECASE)]


def layers_of(model, pattern="*", kind=None, path=""):
    """The layers of a model and of its blocks, without inputs."""
    found = {}
    kind = kind and kind.rpartition(".")[2]
    for layer in model.layers:
        names = [layer.name, path + layer.name, *kinds_of(layer)]
        is_input = isinstance(layer, keras.layers.InputLayer)
        if not is_input and any(fnmatchcase(name, pattern) for name in names):
            if kind is None or kind in names:
                found[id(layer)] = layer
        if isinstance(layer, keras.Model) and not kinds_of(layer):
            inner = layers_of(layer, pattern, kind, f"{path}{layer.name}/")
            found.update((id(each), each) for each in inner)
    return list(found.values())


def calls_of(model, layers):
    """How often a model calls each of some layers."""
    times = Counter()

    def count(model, often):
        here = Counter()

        def call(layer, *args, **kwargs):
            here[layer] += 1
            return layer(*args, **kwargs)

        keras.models.clone_model(model, clone_function=lambda layer: layer, call_function=call)
        for layer, number in here.items():
            times[id(layer)] += number * often
            if isinstance(layer, keras.Model) and not kinds_of(layer):
                count(layer, number * often)

    count(model, 1)
    return [times[id(layer)] for layer in layers]


def outputs_of(model, pattern="*"):
    """The outputs of a model with such a name."""
    named = zip(model.output_names, model.outputs, strict=True)
    return [output for name, output in named if fnmatchcase(name, pattern)]


def activations_of(model, pattern="*"):
    """The activations of the layers that make its outputs."""
    names = [name for name in model.output_names if fnmatchcase(name, pattern)]
    layers = [layer for layer in model.layers if layer.name in names]
    return [str(layer.get_config().get("activation", kinds_of(layer))).lower() for layer in layers]


def is_set(layer, argument, value):
    """Whether a layer was made with an argument, as far as it tells."""
    config = layer.get_config()
    if argument not in config:
        return True
    here = config[argument]
    if isinstance(here, dict):
        here = here.get("class_name")
    if isinstance(here, (list, tuple)) and len(set(here)) == 1:
        here = here[0]
    plain = [str(each).replace("_", "").lower() for each in (here, value)]
    return here == value or plain[0] == plain[1]
'''
