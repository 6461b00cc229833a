"""What a text defines and does not call: functions that build models, classes of models.

They are called here, with what they must be given not known. A model of `keras.applications` that
the text makes and does not call is drawn on an input of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from model_codegen.importers.source.bounds import Idle, NotFollowed
from model_codegen.importers.source.interpreter.calls import invoke
from model_codegen.importers.source.interpreter.text_classes import base
from model_codegen.importers.source.keras import application_attributes, layer_calls
from model_codegen.importers.source.keras.defaults import TUNER
from model_codegen.importers.source.python.text_functions import required
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.text_definitions import Class, Function, Instance
from model_codegen.importers.source.values import LayerMade, Model, Unknown


def find_models(session: Session) -> None:
    """Make the models of a text that makes none.

    First of functions, then of classes of models, then of other classes; the last one that is
    defined is called first, since it is the most likely to call the others.

    Args:
        session: The reading of the text.
    """
    if _of_applications(session):
        return
    functions = [value for value in session.defined if isinstance(value, Function)]
    classes = [value for value in session.defined if isinstance(value, Class)]
    own = [value for value in classes if base(value)]
    plain = [value for value in classes if not base(value)]
    before = [*session.models]
    attempts: tuple[Sequence[Function | Class], ...] = (functions, own, plain)
    for defined in attempts:
        groups: list[list[Model]] = []
        for value in reversed(defined):
            found = [] if value.node in session.ran else _alone(session, value)
            groups.insert(0, found)
        if any(groups):
            session.models = [model for group in (before, *groups) for model in group]
            return
    # No models: what was called is drawn all the same.
    for value in reversed(functions):
        _call(session, value)


def _of_applications(session: Session) -> bool:
    for name, value in session.module.values.items():
        if isinstance(value, LayerMade) and layer_calls.is_application(value) and not value.calls:
            output = application_attributes.virtual(session, value, value.line)
            model = Model("functional", value.name, value.automatic, title=value.name)
            model.inputs, model.outputs = (
                application_attributes.virtual_input(session, value, 0),
                output,
            )
            model.line = value.line
            session.models.append(model)
            session.returned[id(model)] = name
    return bool(session.models)


def _alone(session: Session, value: Function | Class) -> list[Model]:
    """The models that a function or class makes, as if the text did nothing else.

    If it makes none, nothing is left of the attempt.
    """
    begun, names = len(session.models), Counter(session.names)
    calls, inputs = len(session.calls), len(session.inputs)
    told = dict(session.troubles), dict(session.skipped)
    made = _call(session, value)
    found = session.models[begun:]
    model = made.model if isinstance(made, Instance) else made
    if isinstance(model, Model):
        session.returned[id(model)] = value.name
        model.is_layer = model.is_layer and not isinstance(value, Class)
    session.names = names
    if all(each.is_layer for each in found):
        found = []
        del session.models[begun:]
        session.forget(calls)
        del session.inputs[inputs:]
        session.troubles, session.skipped = told
    return found


def _call(session: Session, value: Function | Class) -> Any:
    function = value.find("__init__") if isinstance(value, Class) else value
    names = required(function) if isinstance(function, Function) else []
    if isinstance(value, Class):
        names = names[1:]
    line = value.node.lineno
    given = {
        name: TUNER if name == "hp" else Unknown(f"`{name}` is not given in this text", line)
        for name in names
    }
    try:
        return invoke(session, value, [], given, line)
    except Idle:
        session.budget.idle = 0
        what = f"{value.name} (it goes on for long and makes no layers)"
        session.skip(what, line, what)
        return None
    except NotFollowed as error:
        session.trouble(line, str(error))
        return None
