"""How many weights a model has."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.lessons.facts import Facts
from app.core.lessons.predicates.argument import Amount
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.verdict import Finding


def _parameters_python(wanted: Amount) -> Iterator[str]:
    yield wanted.python("model.count_params()")


@predicate("parameters", _parameters_python)
def parameters(facts: Facts, wanted: Amount) -> Finding:
    """How many parameters the model has, shared ones counted once.

    A number, or `at_least` and `at_most`.

    Example:
        parameters: 217_537
        parameters: {at_least: 10_000, at_most: 20_000}
    """
    return _counted("parameters", facts.main["total_params"], wanted)


def _trainable_python(wanted: Amount) -> Iterator[str]:
    found = "sum(math.prod(w.shape) for w in model.trainable_weights)"
    yield wanted.python(found)


@predicate("trainable_parameters", _trainable_python)
def trainable_parameters(facts: Facts, wanted: Amount) -> Finding:
    """How many of its parameters training changes.

    A number, or `at_least` and `at_most`.

    Example:
        trainable_parameters: {at_most: 5_130}
    """
    return _counted("trainable parameters", facts.main["trainable_params"], wanted)


def _counted(noun: str, number: int, wanted: Amount) -> Finding:
    passed = wanted.holds(number)
    verb = "is" if wanted.is_one else "are"
    asked = f"The model has {wanted} {noun.removesuffix('s') if wanted.is_one else noun}."
    here = f"The model has {number:,} {noun if number != 1 else noun.removesuffix('s')}"
    return Finding(asked, passed, f"{here}." if passed else f"{here}; {wanted} {verb} asked for.")


PREDICATES = (parameters, trainable_parameters)
