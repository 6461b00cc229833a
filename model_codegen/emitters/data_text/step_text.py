"""The steps of a feed as Python expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from model_codegen.datasets.step_facts import step_facts
from model_codegen.design.config_values import Config
from model_codegen.design.training import FieldFacts
from model_codegen.emitters.literals import literal


@dataclass(frozen=True)
class Values:
    """Values under way.

    Attributes:
        text: The expression.
        facts: What is known of them.
        loose: Whether the expression needs parentheses before anything is done to it.
    """

    text: str
    facts: FieldFacts
    loose: bool = False

    @property
    def whole(self) -> str:
        """The expression, so that something may follow it."""
        return f"({self.text})" if self.loose else self.text


HELPERS = {"standardize": "steps.standardize", "resize": "steps.resize"}
"""The steps that a function does, and the module that has it."""


def stepped(values: Values, step: Config, train: str) -> Values:
    """Values after a step.

    Args:
        values: The values before it.
        step: The step.
        train: An expression for the places of the samples to learn from.

    Raises:
        DataError: If the step cannot be done to such values.
    """
    after = step_facts(values.facts, step)
    text = _TEXTS[step["step"]](values, step, train)
    return Values(text, after, loose=step["step"] == "scale")


def finished(values: Values) -> Values:
    """Values as a model is given them: floats as float32, truth as 0 and 1."""
    dtype = {"float64": "float32", "bool": "int32"}.get(values.facts.dtype)
    return values if dtype is None else stepped(values, {"step": "cast", "dtype": dtype}, "")


def _scale(values: Values, step: Config, train: str) -> str:
    by = step.get("by", 255.0)
    divisor = int(by) if by == int(by) else by
    return f"{_float32(values)} / {literal(divisor)}"


def _float32(values: Values) -> str:
    return values.whole if values.facts.dtype == "float32" else f'{values.whole}.astype("float32")'


def _standardize(values: Values, step: Config, train: str) -> str:
    return f"standardize({values.text}, {train})"


def _resize(values: Values, step: Config, train: str) -> str:
    height, width = step["size"]
    return f"resize({values.text}, {literal(height)}, {literal(width)})"


def _reshape(values: Values, step: Config, train: str) -> str:
    return f"{values.whole}.reshape({', '.join(map(literal, (-1, *step['shape'])))})"


def _one_hot(values: Values, step: Config, train: str) -> str:
    labels = values.text
    if values.facts.shape[-1:] == (1,):
        labels = f"{values.whole}[..., 0]"
    if values.facts.dtype == "bool":
        labels = f'{labels}.astype("int64")'
    return f'np.eye({literal(step["classes"])}, dtype="float32")[{labels}]'


def _cast(values: Values, step: Config, train: str) -> str:
    return f"{values.whole}.astype({literal(step['dtype'])})"


def _add_channel(values: Values, step: Config, train: str) -> str:
    return f"{values.whole}[..., np.newaxis]"


_TEXTS: Mapping[str, Callable[[Values, Config, str], str]] = {
    "scale": _scale,
    "standardize": _standardize,
    "resize": _resize,
    "reshape": _reshape,
    "one_hot": _one_hot,
    "cast": _cast,
    "add_channel": _add_channel,
}
