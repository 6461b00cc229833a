"""Recurrent layers: what a cell does in one step, times the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen.costing.call import Call, Parts, Rule, UnknownCostError, defaults
from model_codegen.costing.rules.activations import activation_work
from model_codegen.costing.work import Work, each


@dataclass(frozen=True)
class Step:
    """What a cell does in one step.

    Attributes:
        work: Its float operations.
        width: Elements of what it returns for a sample.
        kept: Elements that a backward pass needs, of all samples.
        notes: What is not counted.
    """

    work: tuple[Work, ...]
    width: int
    kept: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell's class and configuration, at a call.

    Attributes:
        call: The call of the layer that it is in.
        path: Its public path.
        config: Its constructor arguments that were set.
    """

    call: Call
    path: str
    config: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """A constructor argument, the default where it is not set."""
        return self.config[name] if name in self.config else defaults(self.path).get(name)

    def activation(self, name: str, size: int) -> list[Work]:
        """The work of one of its activations."""
        return activation_work(self.call, self.value(name), size)[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not counted of its activations."""
        names = ("activation", "recurrent_activation")
        found = [activation_work(self.call, self.value(name), 1)[1] for name in names]
        return tuple(dict.fromkeys(note for notes in found for note in notes))


def _products(batch: int, inputs: int, units: int, gates: int) -> list[Work]:
    outputs = ("gates' outputs", batch * gates * units)
    return [
        Work("MatMul", (outputs, ("inputs of each", inputs))),
        Work("MatMul", (outputs, ("states of each", units))),
    ]


def lstm(cell: Cell, batch: int, inputs: int) -> Step:
    """Four gates of the input and the state; `c = f·c + i·tanh(…)`, `h = o·tanh(c)`."""
    units = int(cell.value("units"))
    size = batch * units
    work = [*_products(batch, inputs, units, 4), each("AddV2", 4 * size, "gates")]
    if cell.value("use_bias"):
        work.append(each("AddV2", 4 * size, "gates"))
    work += cell.activation("recurrent_activation", 3 * size)
    work += cell.activation("activation", 2 * size)
    work += [each("Mul", 3 * size, "states"), each("AddV2", size, "states")]
    return Step(tuple(work), units, 7 * size, cell.notes)


def gru(cell: Cell, batch: int, inputs: int) -> Step:
    """Two gates and a candidate; `h = z·h + (1 − z)·candidate`."""
    units = int(cell.value("units"))
    size = batch * units
    after = cell.value("reset_after")
    work = _products(batch, inputs, units, 3)
    if cell.value("use_bias"):
        work.append(each("AddV2", (6 if after else 3) * size, "gates"))
    work += [each("AddV2", 3 * size, "gates"), each("Mul", size, "states")]
    work += cell.activation("recurrent_activation", 2 * size)
    work += cell.activation("activation", size)
    mix = [("Mul", 2), ("Sub", 1), ("AddV2", 1)]
    work += [each(op, count * size, "states") for op, count in mix]
    return Step(tuple(work), units, 5 * size, cell.notes)


def simple(cell: Cell, batch: int, inputs: int) -> Step:
    """`h = activation(x · kernel + bias + h · recurrent_kernel)`."""
    units = int(cell.value("units"))
    size = batch * units
    work = _products(batch, inputs, units, 1)
    if cell.value("use_bias"):
        work.append(each("AddV2", size, "states"))
    work.append(each("AddV2", size, "states"))
    work += cell.activation("activation", size)
    return Step(tuple(work), units, size, cell.notes)


def stacked(cell: Cell, batch: int, inputs: int) -> Step:
    """Cells one after another in each step."""
    work: list[Work] = []
    notes: tuple[str, ...] = ()
    kept = 0
    for config in cell.value("cells") or ():
        found = step(cell.call, config, batch, inputs)
        inputs, kept = found.width, kept + found.kept
        work += found.work
        notes = (*notes, *found.notes)
    return Step(tuple(work), inputs, kept, notes)


CELLS = {
    "GRU": gru,
    "GRUCell": gru,
    "LSTM": lstm,
    "LSTMCell": lstm,
    "SimpleRNN": simple,
    "SimpleRNNCell": simple,
    "StackedRNNCells": stacked,
}


def step(call: Call, config: Any, batch: int, inputs: int) -> Step:
    """One step of a cell that is an argument of a layer.

    Args:
        call: The layer's call.
        config: The argument.
        batch: Samples.
        inputs: Elements of a step's input for a sample.

    Raises:
        UnknownCostError: If it is no cell of Keras.
    """
    if call.inner is None:
        raise UnknownCostError("its cell is not known")
    path, own = call.inner.look_up(config)
    rule = CELLS.get(path.rpartition(".")[2])
    if rule is None:
        raise UnknownCostError(f"what a step of `{path}` computes is not known")
    return rule(Cell(call, path, own), batch, inputs)


def recurrent(call: Call) -> Parts:
    """The cell's step, times the steps of the sequence."""
    x = call.inputs[0]
    batch, steps, *rest = x.shape
    inputs = 1
    for size in rest:
        inputs *= size
    if call.path == "keras.layers.RNN":
        cell = call.value("cell")
        cell = (
            {"class_name": "keras.layers.StackedRNNCells", "config": {"cells": cell}}
            if (isinstance(cell, Sequence) and not isinstance(cell, str))
            else cell
        )
        found = step(call, cell, batch, inputs)
    else:
        rule = CELLS[call.path.rpartition(".")[2]]
        found = rule(Cell(call, call.path, call.config), batch, inputs)
    kept = found.kept * steps * call.item
    states = batch * found.width * steps * call.item
    work = tuple(row.times("steps", steps) for row in found.work)
    return Parts(work, inside=states, kept=kept, notes=found.notes)


def convolutional(call: Call) -> Parts:
    """ConvLSTM: the gates of an LSTM, each a convolution of the frame and one of the state."""
    x, kernel, again = call.inputs[0], call.weight("kernel"), call.weight("recurrent_kernel")
    if kernel is None or again is None:
        raise UnknownCostError("its kernel is not known")
    batch, steps = x.shape[:2]
    filters = kernel[-1] // 4
    frame = call.out.shape[2:] if call.value("return_sequences") else call.out.shape[1:]
    size = batch
    for number in frame:
        size *= number
    op = "Conv3D" if len(kernel) == 5 else "Conv2D"
    window, back = 1, 1
    for number in kernel[:-2]:
        window *= number
    for number in again[:-2]:
        back *= number
    work = [
        Work(op, (("gates", 4 * size), ("window", window), ("channels", kernel[-2]))),
        Work(op, (("gates", 4 * size), ("window", back), ("filters", filters))),
        each("AddV2", 4 * size, "gates"),
    ]
    cell = Cell(call, call.path, call.config)
    if call.weight("bias") is not None:
        work.append(each("AddV2", 4 * size, "gates"))
    work += cell.activation("recurrent_activation", 3 * size)
    work += cell.activation("activation", 2 * size)
    work += [each("Mul", 3 * size, "states"), each("AddV2", size, "states")]
    kept = 7 * size * steps * call.item
    rows = tuple(row.times("steps", steps) for row in work)
    return Parts(rows, inside=size * steps * call.item, kept=kept, notes=cell.notes)


RULES: Mapping[str, Rule] = {
    **{f"keras.layers.{name}": recurrent for name in ("GRU", "LSTM", "RNN", "SimpleRNN")},
    **{f"keras.layers.ConvLSTM{n}D": convolutional for n in (1, 2, 3)},
}
