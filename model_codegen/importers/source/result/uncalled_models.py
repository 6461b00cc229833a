"""What a text defines and does not call: functions that build models, classes of models.

They are called here, with what they must be given not known. A model of `keras.applications` that
the text makes and does not call is drawn on an input of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from model_codegen.importers.source.bounds import Idle, NotFollowed
from model_codegen.importers.source.interpreter.calls import invoke
from model_codegen.importers.source.interpreter.text_classes import base
from model_codegen.importers.source.keras import application_attributes, layer_calls
from model_codegen.importers.source.libraries.keras_tuner import TUNER
from model_codegen.importers.source.python.text_functions import required
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Class, Function, Instance
from model_codegen.importers.source.values import LayerMade, Model, Unknown, Value


def find_models(reading: Reading) -> None:
    """Make the models of a text that makes none.

    First of functions, then of classes of models, then of other classes; the last one that is
    defined is called first, since it is the most likely to call the others.

    Args:
        reading: The reading of the text.
    """
    if _of_applications(reading):
        return
    functions = [value for value in reading.program.defined if isinstance(value, Function)]
    classes = [value for value in reading.program.defined if isinstance(value, Class)]
    own = [value for value in classes if base(value)]
    plain = [value for value in classes if not base(value)]
    before = [*reading.recording.models]
    attempts: tuple[Sequence[Function | Class], ...] = (functions, own, plain)
    for defined in attempts:
        groups: list[list[Model]] = []
        for value in reversed(defined):
            found = [] if value.node in reading.program.ran else _alone(reading, value)
            groups.insert(0, found)
        if any(groups):
            reading.recording.models = [model for group in (before, *groups) for model in group]
            return
    # No models: what was called is drawn all the same.
    for value in reversed(functions):
        _call(reading, value)


def _of_applications(reading: Reading) -> bool:
    for name, value in reading.program.module.values.items():
        if isinstance(value, LayerMade) and layer_calls.is_application(value) and not value.calls:
            output = application_attributes.virtual(reading, value, value.line)
            model = Model("functional", value.name, value.automatic, title=value.name)
            model.inputs, model.outputs = (
                application_attributes.virtual_input(reading, value, 0),
                output,
            )
            model.line = value.line
            reading.recording.models.append(model)
            model.maker = name
    return bool(reading.recording.models)


def _alone(reading: Reading, value: Function | Class) -> list[Model]:
    """The models that a function or class makes, as if the text did nothing else.

    If it makes none, nothing is left of the attempt.
    """
    recording, report = reading.recording, reading.report
    begun, names = recording.mark(), Counter(reading.names.counts)
    told = dict(report.troubles), dict(report.skipped)
    made = _call(reading, value)
    found = recording.models[begun.models :]
    model = made.model if isinstance(made, Instance) else made
    if isinstance(model, Model):
        model.maker = value.name
        model.is_layer = model.is_layer and not isinstance(value, Class)
    reading.names.counts = names
    if all(each.is_layer for each in found):
        found = []
        recording.forget(begun)
        report.troubles, report.skipped = told
    return found


def _call(reading: Reading, value: Function | Class) -> Value:
    function = value.find("__init__") if isinstance(value, Class) else value
    names = required(function) if isinstance(function, Function) else []
    if isinstance(value, Class):
        names = names[1:]
    line = value.node.lineno
    given: dict[str, Value] = {
        name: TUNER if name == "hp" else Unknown(f"`{name}` is not given in this text", line)
        for name in names
    }
    try:
        return invoke(reading, value, [], given, line)
    except Idle:
        reading.budget.idle = 0
        what = f"{value.name} (it goes on for long and makes no layers)"
        reading.report.skip(what, line, what)
        return None
    except NotFollowed as error:
        reading.report.trouble(line, str(error))
        return None
