"""Calls of functions and classes of Keras and TensorFlow, by their path."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen import catalogue
from model_codegen.analysis.mistyped_names import nearest_layer
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import dtype_of
from model_codegen.importers.source.keras import (
    datasets,
    layer_calls,
    model_calls,
    op_calls,
    policy_calls,
    tensorflow_calls,
    training_objects,
)
from model_codegen.importers.source.keras.constants import arange, constant_of_shape, random_numbers
from model_codegen.importers.source.keras.constructor_arguments import by_name
from model_codegen.importers.source.keras.inputs import input_config, make_input, new_input
from model_codegen.importers.source.keras.placeholders import placeholder
from model_codegen.importers.source.keras.shape_helpers import (
    correct_pad,
    get_uid,
    input_shape,
    tensor_of,
    to_categorical,
)
from model_codegen.importers.source.keras_paths import SKIPPED, activation, object_path
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.python.arithmetic import known
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import (
    Array,
    Lambda,
    Made,
    Name,
    Tensor,
    Unknown,
    Value,
)

Call = Callable[[Reading, list[Value], dict[str, Value], int], Value]


def call(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function or class of Keras or TensorFlow.

    Args:
        reading: The reading.
        path: Its path, as Keras has it today.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If what it returns cannot be known.
    """
    own = CALLS.get(path)
    if own is not None:
        return own(reading, args, kwargs, line)
    entry = catalogue.find(path)
    if entry is not None and entry.kind in ("layer", "cell"):
        return layer_calls.make(reading, entry, args, kwargs, line)
    if entry is not None and entry.kind == "op":
        return op_calls.apply(reading, entry.path, args, kwargs, line)
    found = object_path(path)
    if found is not None:
        return Made(found, snapshot(reading.budget, by_name(found, args, kwargs)))
    if (trained := training_objects.path_of(path)) is not None:
        return training_objects.make(reading, trained, args, kwargs, line)
    if (twin := op_calls.merge_class(path)) is not None:
        made = layer_calls.make(reading, twin, [], _without_inputs(args, kwargs), line)
        return layer_calls.call(
            reading, made, [args[0] if args else kwargs.get("inputs")], {}, line
        )
    own_name = activation(path) if path.startswith("keras.") else None
    if own_name is not None and op_calls.has_tensor(args, kwargs):
        if own_name == "gelu" and len(args) < 2:  # which `keras.ops` approximates by default
            kwargs = {"approximate": False} | kwargs
        return op_calls.apply(reading, f"keras.ops.{own_name}", args, kwargs, line)
    if path.startswith(("keras.random.", "tensorflow.random.")):
        return random_numbers(reading, path, args, kwargs, line)
    if path.startswith("keras.backend."):
        return tensorflow_calls.call_backend(reading, path, args, kwargs, line)
    if path.startswith("tensorflow."):
        return tensorflow_calls.call(reading, path, args, kwargs, line)
    if path.startswith("keras.datasets."):
        return datasets.load(reading.report, path, line)
    if path.startswith("keras.applications.") and path.endswith(".preprocess_input"):
        return _preprocess(reading, path, args, kwargs, line)
    if path.startswith(tuple(f"{part}." for part in SKIPPED)):
        if path in SILENT:
            return None
        return reading.report.skip(path, line)
    if path.startswith("keras.layers.") and (near := nearest_layer(path)) is not None:
        return layer_calls.mistyped(reading, path, near, args, kwargs, line)
    if op_calls.has_tensor(args, kwargs):
        reason = f"`{path}` is nothing that a drawing can hold"
        return placeholder(reading, path, {}, [*args], reason, line)
    if path.startswith("keras.layers."):
        raise NotFollowed(f"Keras has no `{path}`")
    return reading.report.skip(path, line)


SILENT = frozenset({"keras.utils.clear_session"})
"""What is passed over without a note."""


def _without_inputs(args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    rest = {key: value for key, value in kwargs.items() if key != "inputs"}
    if len(args) > 1:
        rest.setdefault("axis" if "axes" not in rest else "axes", args[1])
    return rest


def _lambda(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Lambda:
    """Make a `Lambda` layer; its function is followed where the layer is called."""
    function = args[0] if args else kwargs.get("function")
    if isinstance(function, Unknown) or function is None:
        raise NotFollowed("what a `Lambda` does is not known")
    arguments = kwargs.get("arguments")
    name, _ = reading.names.choose(kwargs.get("name"), "Lambda")
    shape = args[1] if len(args) > 1 else kwargs.get("output_shape")
    return Lambda(function, arguments if type(arguments) is dict else {}, name, line, shape)


def _first(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    """The argument itself, of functions that look up what they are given."""
    return args[0] if args else next(iter(kwargs.values()), None)


def _always(value: Value) -> Call:
    """A function that returns the same whenever it is called."""
    return lambda reading, args, kwargs, line: value


def _int_shape(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> tuple[int | None, ...]:
    return op_calls.shape(reading, tensor_of(args, kwargs))


def _shape(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> tuple[Value, ...]:
    return op_calls.dynamic_shape(reading, tensor_of(args, kwargs))


def _ndim(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> int:
    return len(op_calls.shape(reading, tensor_of(args, kwargs)))


def _dtype(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> str:
    found = op_calls.spec(reading, tensor_of(args, kwargs))
    if found is None:
        raise NotFollowed("the dtype of this tensor is not known")
    return found.dtype


def _keras_tensor(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    given = dict(zip(("shape", "dtype", "sparse", "ragged", "name"), args, strict=False)) | kwargs
    shape = given.get("shape")
    if not is_listed(shape):
        known(shape)
        raise NotFollowed("the shape of this tensor is not known")
    config = input_config(shape, dtype_of(given.get("dtype")) or "float32")
    config |= {key: True for key in ("sparse", "ragged") if given.get(key) is True}
    return new_input(reading, "input_layer", config, line, nameless=True)


_PLAIN_SCALE = ("mobilenet", "mobilenet_v2", "inception_v3", "xception", "inception_resnet_v2",
                "nasnet", "resnet_v2")  # fmt: skip
_NO_SCALE = ("efficientnet", "efficientnet_v2", "mobilenet_v3", "convnext", "regnet")


def _preprocess(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """`preprocess_input` of an application, as the functions that it calls on a tensor."""
    module = path.split(".")[-2]
    value = args[0] if args else kwargs.get("x")
    if isinstance(value, (Tensor, Array)):
        if module in _NO_SCALE:
            return value
        if module in _PLAIN_SCALE:
            value = op_calls.operator(reading, "Div", [value, 127.5], line)
            return op_calls.operator(reading, "Sub", [value, 1.0], line)
        if isinstance(value, Tensor):
            reason = f"`{path}` uses constants, and a drawing holds no values"
            # Channel by channel: the shape stays (`keras/src/applications/imagenet_utils.py`).
            spec = op_calls.spec(reading, value)
            return placeholder(reading, path, {}, [value], reason, line, spec)
    return reading.report.skip(path, line)


def _clone(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    raise NotFollowed("a copy of a model is not followed")


def _stop(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    value = tensor_of(args, kwargs)
    return op_calls.apply(reading, "keras.ops.stop_gradient", [value], {}, line)


def _activation_get(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    value = args[0] if args else kwargs.get("identifier")
    return Name(f"keras.activations.{value}") if type(value) is str else value


CALLS: dict[str, Call] = {
    **policy_calls.CALLS,
    "keras.Input": make_input,
    "keras.layers.InputLayer": make_input,
    "keras.KerasTensor": _keras_tensor,
    "keras.Model": model_calls.functional,
    "keras.Sequential": model_calls.sequential,
    "keras.activations.get": _activation_get,
    "keras.applications.imagenet_utils.correct_pad": correct_pad,
    "keras.applications.imagenet_utils.obtain_input_shape": input_shape,
    "keras.applications.imagenet_utils._obtain_input_shape": input_shape,
    "keras.backend.dtype": _dtype,
    "keras.backend.epsilon": _always(1e-7),
    "keras.backend.get_uid": get_uid,
    "keras.backend.image_data_format": _always("channels_last"),
    "keras.backend.image_dim_ordering": _always("tf"),
    "keras.backend.int_shape": _int_shape,
    "keras.backend.ndim": _ndim,
    "keras.backend.shape": _shape,
    "keras.backend.stop_gradient": _stop,
    "keras.config.epsilon": _always(1e-7),
    "keras.config.image_data_format": _always("channels_last"),
    "keras.constraints.get": _first,
    "keras.initializers.get": _first,
    "keras.layers.Lambda": _lambda,
    "keras.models.clone_model": _clone,
    "keras.ops.arange": arange,
    "keras.ops.dtype": _dtype,
    "keras.ops.empty": constant_of_shape,
    "keras.ops.ndim": _ndim,
    "keras.ops.ones": constant_of_shape,
    "keras.ops.shape": _shape,
    "keras.ops.zeros": constant_of_shape,
    "keras.regularizers.get": _first,
    "keras.utils.np_utils.to_categorical": to_categorical,
    "keras.utils.set_random_seed": training_objects.seed,
    "keras.utils.to_categorical": to_categorical,
    "tensorflow.ones": constant_of_shape,
    "tensorflow.range": arange,
    "tensorflow.rank": _ndim,
    "tensorflow.shape": _shape,
    "tensorflow.zeros": constant_of_shape,
}
"""By path: what is not in the catalogue, or needs more than it says."""
