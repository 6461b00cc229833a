"""The functions that the checks of a notebook use: text, for a kernel that has Keras."""

from __future__ import annotations

HELPERS = '''\
import math
import re
from collections import Counter
from fnmatch import fnmatchcase
from itertools import permutations

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


def policies_of(model):
    """The dtype policies of the layers; of those before the heads, which often have their own."""
    layers = layers_of(model)
    inner = [layer for layer in layers if layer.name not in model.output_names]
    return {layer.dtype_policy.name for layer in inner or layers}


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


def graphs_of(model):
    """Of a model and each of its blocks: what it calls, as {call: (names of it, its sources)}."""
    calls = {}
    before = None
    config = model.get_config()
    for item in config["layers"]:
        name = item["config"]["name"]
        layer = next((each for each in model.layers if each.name == name), None)
        function = re.sub(r"(?<!^)(?=[A-Z])", "_", item["class_name"]).lower()
        names = [function] if layer is None else [name, *kinds_of(layer)]
        if isinstance(layer, keras.layers.InputLayer):
            names.append("Input")
        if "inbound_nodes" not in item:  # of Sequential
            calls[name, 0] = (names, [before] if before else [])
            before = (name, 0)
        for at, node in enumerate(item.get("inbound_nodes") or [[]]):
            calls[name, at] = (names, sources_in(node))
        if isinstance(layer, keras.Model) and not kinds_of(layer):
            yield from graphs_of(layer)
    yield calls


def sources_in(node):
    """The calls whose tensors are among some arguments, as a configuration has them."""
    if isinstance(node, dict) and node.get("class_name") == "__keras_tensor__":
        name, at, _ = node["config"]["keras_history"]
        return [(name, at)]
    parts = node.values() if isinstance(node, dict) else node
    if not isinstance(node, (dict, list, tuple)):
        return []
    return [source for part in parts for source in sources_in(part)]


def is_meant(names, pattern):
    """Whether a pattern means one of some names."""
    return any(fnmatchcase(name, pattern) for name in names)


def feeds(model, start, end):
    """Whether a tensor goes from one layer straight to another."""
    return any(
        is_meant(names, end) and any(is_meant(calls[source][0], start) for source in sources)
        for calls in graphs_of(model)
        for names, sources in calls.values()
    )


def reaches(model, start, end, past=None):
    """Whether what one layer returns reaches another, past a third if that is named."""
    for calls in graphs_of(model):
        waiting = [call for call, (names, _) in calls.items() if is_meant(names, end)]
        found = set()
        while waiting:
            for source in calls[waiting.pop()][1]:
                names = calls[source][0]
                if source not in found and not (past and is_meant(names, past)):
                    found.add(source)
                    waiting.append(source)
                    if is_meant(names, start):
                        return True
    return False


def merges(model, kind, *patterns):
    """Whether a layer of a class takes exactly these tensors, in any order."""
    return any(
        is_meant(names, kind)
        and len(sources) == len(patterns)
        and any(
            all(is_meant(calls[s][0], p) for s, p in zip(order, patterns, strict=True))
            for order in permutations(sources)
        )
        for calls in graphs_of(model)
        for names, sources in calls.values()
    )


def why_no_chain(model):
    """Why Sequential cannot hold a model: `inputs`, `outputs`, `branch`, `merge`, `shared`."""
    *_, calls = graphs_of(model)
    taken = Counter(source for _, sources in calls.values() for source in sources)
    reasons = {
        "inputs": len(model.inputs) > 1,
        "outputs": len(model.outputs) > 1,
        "branch": any(times > 1 for times in taken.values()),
        "merge": any(len(sources) > 1 for _, sources in calls.values()),
        "shared": any(at > 0 for _, at in calls),
    }
    return {reason for reason, holds in reasons.items() if holds}


def longest_chain(model):
    """How many calls the longest chain has that one Sequential could hold, its input among them.

    A block that is drawn as repeated is as many calls here.
    """
    *_, calls = graphs_of(model)
    layers = {layer.name for layer in model.layers}
    runs = {}

    def run(call):
        if call not in runs:
            names, sources = calls[call]
            alone = "Input" in names or (len(sources) == 1 and call[0] in layers)
            before = run(sources[0]) if alone and sources else []
            runs[call] = [*(before if call[0] not in before else []), call[0]] if alone else []
        return runs[call]

    return max((len(run(call)) for call in calls), default=0)
'''
