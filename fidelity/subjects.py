"""What is tried: models of `keras.applications`, gallery designs, and every class and op alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fidelity.canvas import Canvas
from fidelity.examples import CELLS, LAYERS
from fidelity.networks import NETWORKS, network
from fidelity.own_texts import TEXTS as OWN
from model_codegen import catalogue, gallery
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    SubModel,
    TensorRef,
)

GROUPS = ("applications", "gallery", "networks", "own", "classes", "kinds", "ops")

TRAINED = ("gallery", "networks", "kinds")
"""Groups of which a step of training is compared too."""

SMALLER = {
    64: ("ConvNeXtBase", "ConvNeXtLarge", "ConvNeXtSmall", "ConvNeXtTiny", "ConvNeXtXLarge"),
    224: (
        "EfficientNetB4", "EfficientNetB5", "EfficientNetB6", "EfficientNetB7",
        "EfficientNetV2S", "EfficientNetV2M", "EfficientNetV2L",
    ),
}  # fmt: skip
"""Side of the image for applications that are slow with their own by default. No weight
depends on it."""

_TOGETHER = 40
"""How many small models share a process."""


@dataclass(frozen=True)
class Subject:
    """One model that is tried.

    Attributes:
        name: Its name in the table.
        group: One of `GROUPS`.
        design: What it is made from; None for a model of `keras.applications` and for a network.
        config: Arguments of the function of `keras.applications`.
    """

    name: str
    group: str
    design: Design | None = None
    config: Mapping[str, Any] = field(default_factory=dict)

    def make(self) -> Any:
        """The model, made by Keras without any source."""
        import keras

        from fidelity.reference import Reference

        if self.group == "networks":
            return network(self.name)
        if self.design is None:
            return getattr(keras.applications, self.name.partition(" ")[0])(**self.config)
        return Reference(self.design).model

    def drawn(self) -> Design:
        """The model as a design."""
        from model_codegen.importers import from_model

        return self.design or from_model(self.make()).design


def subjects() -> list[Subject]:
    """All of them, group by group."""
    entries = sorted(catalogue.load().entries.values(), key=lambda entry: entry.name)
    found = [application(entry.name) for entry in entries if entry.is_application]
    found += [Subject(name, "gallery", gallery.load(name)) for name in gallery.names()]
    found += [Subject(name, "networks") for name in NETWORKS]
    found += [Subject(name, "own") for name in OWN]
    found += kinds()
    for group, kind in (("classes", "layer"), ("ops", "op")):
        for entry in entries:
            if entry.kind == "cell" and kind == "layer":
                found.append(Subject(entry.name, group, _in_rnn(entry.path, CELLS[entry.name])))
            elif entry.kind == kind and not entry.is_application:
                canvas = Canvas()
                canvas.drop(entry)
                name = entry.path.removeprefix("keras.").removeprefix("layers.")
                found.append(Subject(name, group, canvas.design()))
    return found


def kinds() -> list[Subject]:
    """Kinds of layers that a class alone does not show: stateful, quantized, results in trees."""
    lstm, gru = ({"class_name": f"keras.layers.{c}Cell", "config": {"units": 4}} for c in _CELLS)
    inner = {"class_name": "keras.layers.LSTM", "config": {"units": 4, "stateful": True}}
    stateful: dict[str, tuple[str, dict[str, Any]]] = {
        "LSTM stateful": ("LSTM", {"units": 4, "stateful": True}),
        "GRU stateful": ("GRU", {"units": 4, "stateful": True}),
        "Bidirectional stateful": ("Bidirectional", {"layer": inner}),
        "RNN of cells stateful": ("RNN", {"cell": [lstm, gru], "stateful": True}),
    }
    found = [
        Subject(name, "kinds", _of_one(Layer(f"keras.layers.{kind}", "layer", config), 2))
        for name, (kind, config) in stateful.items()
    ]
    for policy in ("int8_from_float32", "float8_from_float32", "int8_from_mixed_bfloat16"):
        dense = Layer("keras.layers.Dense", "layer", {"units": 4}, policy)
        found.append(Subject(f"Dense {policy}", "kinds", _of_one(dense, None)))
    states = Layer("keras.layers.RNN", "layer", {"cell": [lstm, lstm, gru], "return_state": True})
    found.append(Subject("RNN of cells return_state", "kinds", _of_one(states, None)))
    twice = Layer("keras.layers.RNN", "layer", {"cell": [{"operation": "cell"}] * 2})
    cell = Layer("keras.layers.LSTMCell", "cell", {"units": 8})
    found.append(
        Subject("one cell twice", "kinds", replace(_of_one(twice, None), operations={"cell": cell}))
    )
    found.append(Subject("one layer in a block and outside", "kinds", _across()))
    return found


def _across() -> Design:
    """A layer that a block calls, and the main model before and behind it."""
    x, y = TensorRef("x"), TensorRef("inside")
    given = Layer(INPUT_CLASS, "x", {"shape": [8]})
    dense = Layer("keras.layers.Dense", "dense", {"units": 8, "activation": "relu"})
    nodes = {
        "x": Node("x"),
        "dense": Node("dense", (x,)),
        "call": Node("shared", (TensorRef("dense"),)),
    }
    block = ModelGraph("block", {"x": given, "dense": dense}, nodes, "x", TensorRef("call"))
    main = ModelGraph(
        "kinds",
        {"x": given, "block": SubModel("block", "block")},
        {
            "x": Node("x"),
            "before": Node("shared", (x,)),
            "inside": Node("block", (TensorRef("before"),)),
            "behind": Node("shared", (y,)),
        },
        "x",
    )
    shared = Layer("keras.layers.Dense", "shared", {"units": 8})
    return Design("kinds", main, {"block": block}, operations={"shared": shared})


_CELLS = ("LSTM", "GRU")


def _of_one(layer: Layer, batch: int | None) -> Design:
    """One layer on sequences of five vectors of eight numbers; all that it returns is an output."""
    config = {"shape": [5, 8]} | ({} if batch is None else {"batch_size": batch})
    operations = {"x": Layer(INPUT_CLASS, "x", config), "layer": layer}
    nodes = {"x": Node("x"), "layer": Node("layer", (TensorRef("x"),))}
    return Design("kinds", ModelGraph("kinds", operations, nodes, "x", "auto"))


def application(name: str, **config: Any) -> Subject:
    """A model of `keras.applications`.

    Args:
        name: The name of its function.
        config: Arguments other than `weights`.
    """
    for side, names in SMALLER.items():
        if name in names:
            config = {"input_shape": (side, side, 3)} | config
    said = ", ".join(f"{key}={value}" for key, value in config.items() if key != "input_shape")
    return Subject(f"{name} {said}".strip(), "applications", None, {"weights": None} | config)


def batches(wanted: list[Subject]) -> list[list[Subject]]:
    """Put small models together; each application has a process of its own."""
    found: list[list[Subject]] = []
    for subject in wanted:
        last = found[-1] if found else []
        alone = subject.group == "applications" or len(last) == _TOGETHER
        if not last or alone or last[0].group != subject.group:
            found.append([subject])
        else:
            last.append(subject)
    return found


def _in_rnn(path: str, config: Mapping[str, Any]) -> Design:
    """A cell by itself is no layer; it is tried inside of one."""
    cell = {"class_name": path, "config": dict(config)}
    shape = list(LAYERS["RNN"].default.shape)[1:]
    operations = {
        "x": Layer(INPUT_CLASS, "x", {"shape": shape}),
        "rnn": Layer("keras.layers.RNN", "rnn", {"cell": cell}),
    }
    nodes = {"x": Node("x"), "rnn": Node("rnn", (TensorRef("x"),))}
    return Design("canvas", ModelGraph("canvas", operations, nodes, "x", "auto"))
