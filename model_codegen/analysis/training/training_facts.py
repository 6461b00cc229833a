"""`TrainingFacts`: how a design is trained, with all that is known of its heads and inputs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.analysis.training.fed_values import Fed, fed
from model_codegen.analysis.training.final_activation import final_activation
from model_codegen.catalogue import training_entry
from model_codegen.design import patches
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostic_codes import Code, Severity
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.errors import DataError
from model_codegen.design.graph import Design, TensorRef, TensorSpec
from model_codegen.design.head_names import input_names, named_outputs
from model_codegen.design.training import Data, Feed, Head, Training
from model_codegen.design.wording import quote


@dataclass(frozen=True)
class OutputFacts:
    """An output of the model.

    Attributes:
        name: What it is called in `Training.heads`.
        node: Id of the call that makes it.
        spec: Its shape, with the batch, and dtype; None while they are not known.
        head: What it learns; None where the training does not name it.
        activation: What was done last to it; None where nothing tells.
        activated: The graph and the id of the layer whose argument that activation is.
        target: The labels that it is to learn; None without data, or where they cannot be made.
    """

    name: str
    node: str
    spec: TensorSpec | None
    head: Head | None
    activation: str | None = None
    activated: tuple[str, str] | None = None
    target: Fed | None = None

    @property
    def loss(self) -> Config | None:
        """Its loss, if it has one."""
        return self.head.loss if self.head else None

    @property
    def loss_name(self) -> str:
        """The class of its loss, such as `"Huber"`; empty where it has none that Keras knows."""
        entry = training_entry(self.loss, "loss")
        return entry.name if entry else ""

    @property
    def units(self) -> int | None:
        """The size of its last dimension; None where it is not known."""
        return self.spec.shape[-1] if self.spec and len(self.spec.shape) > 1 else None

    @property
    def takes_logits(self) -> bool | None:
        """What its loss says about `from_logits`; None of a loss that has no such argument."""
        entry = training_entry(self.loss, "loss")
        if entry is None or "from_logits" not in entry.schema["properties"]:
            return None
        return bool(argument(self.loss, "from_logits", False))

    @property
    def called(self) -> str:
        """How messages call it."""
        return quote(self.name)


@dataclass(frozen=True)
class InputFacts:
    """An input of the model.

    Attributes:
        name: What it is called in `Data.inputs`.
        node: Its id.
        spec: Its shape, with the batch, and dtype; None while they are not known.
        feed: What it is fed with; None where the data does not name it.
        values: What reaches it; None without data, or where the feed cannot be made.
    """

    name: str
    node: str
    spec: TensorSpec | None
    feed: Feed | None
    values: Fed | None


class TrainingFacts:
    """What the checks look at.

    Args:
        design: A design.
        training: How it is trained.
        analysis: What `analyse` found of it.
    """

    def __init__(self, design: Design, training: Training, analysis: Analysis) -> None:
        self.design = design
        self.training = training
        self.analysis = analysis
        self.problems: dict[tuple[str, str], str] = {}
        """Why feeds cannot be made, by `"inputs"` or `"targets"` and the name."""
        self.proposals: list[tuple[Fix, Training]] = []
        """The fixes that change nothing but the training, each with what it makes of it."""

    @property
    def data(self) -> Data | None:
        """What it is trained with."""
        return self.training.data

    @cached_property
    def outputs(self) -> list[OutputFacts]:
        """The outputs, in order."""
        named = named_outputs(self.design, self.analysis.graphs[MAIN].outputs)
        return [self._output(name, ref) for name, ref in named]

    @cached_property
    def inputs(self) -> list[InputFacts]:
        """The inputs, in order."""
        found = []
        for name, node in input_names(self.design):
            feed = self.data.inputs.get(name) if self.data else None
            values = self._fed("inputs", name, feed)
            found.append(InputFacts(name, node, self._spec(TensorRef(node)), feed, values))
        return found

    @property
    def trained(self) -> list[OutputFacts]:
        """The outputs that have a loss."""
        return [output for output in self.outputs if output.loss is not None]

    @property
    def anywhere(self) -> tuple[str, ...]:
        """Where findings stand that are about no head: at the first output."""
        return (self.outputs[0].node,) if self.outputs else ()

    def _output(self, name: str, ref: TensorRef) -> OutputFacts:
        ends = final_activation(self.design, self.analysis.graphs, ref)
        head = self.training.heads.get(name)
        feed = self.data.targets.get(name) if self.data else None
        return OutputFacts(
            name,
            ref.node,
            self._spec(ref),
            head,
            ends[0] if ends else None,
            ends[1] if ends else None,
            self._fed("targets", name, feed),
        )

    def _spec(self, ref: TensorRef) -> TensorSpec | None:
        found = self.analysis.nodes.get(ref.node)
        outputs = (found.outputs if found else None) or ()
        return outputs[ref.index] if ref.index < len(outputs) else None

    def _fed(self, side: str, name: str, feed: Feed | None) -> Fed | None:
        if feed is None or self.data is None:
            return None
        try:
            return fed(feed, self.data.fields, target=side == "targets")
        except DataError as error:
            self.problems[side, name] = str(error).rstrip(".")
            return None


def argument(held: Config | None, name: str, default: Any = None) -> Any:
    """An argument of a held object; the default where it is not set.

    Args:
        held: The object, of any form.
        name: The argument.
        default: What Keras takes then.
    """
    config = held.get("config") if isinstance(held, dict) else None
    return config.get(name, default) if isinstance(config, dict) else default


def found(
    code: Code,
    severity: Severity,
    message: str,
    *nodes: str,
    fixes: list[Fix] | None = None,
    alike: str = "",
) -> Diagnostic:
    """A finding about the training, at calls of the main graph.

    Args:
        code: What was found.
        severity: How bad it is.
        message: One sentence.
        nodes: The calls concerned.
        fixes: What mends it, the likeliest first.
        alike: What sets it apart from others of its code at the same calls.
    """
    message = " ".join(message.split())  # names of a document stand in it
    first, others = (fixes[0], tuple(fixes[1:])) if fixes else (None, ())
    return Diagnostic(code, severity, message, nodes, MAIN, first, alike=alike, others=others)


def where(*steps: str | int) -> str:
    """JSON pointer to something in the training."""
    return patches.pointer("training", *steps)


def head_path(output: OutputFacts, *steps: str | int) -> str:
    """JSON pointer to something of a head."""
    return where("heads", output.name, *steps)
