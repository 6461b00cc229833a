"""Helpers of Keras that work out shapes: of inputs, of paddings, of labels."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python.arithmetic import FAULTS, known
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import tree_leaves
from model_codegen.importers.source.values import Array, Tensor, Value
from model_codegen.keras_bridge import applications


def get_uid(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    """Call `keras.backend.get_uid(prefix)`: the number of the next name with that prefix."""
    stem = args[0] if args else kwargs.get("prefix", "")
    known(stem)
    if type(stem) is not str:
        raise NotFollowed("a name is no text")
    reading.names.counts[stem] += 1
    return reading.names.counts[stem]


def input_shape(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    """Call `obtain_input_shape` of `keras.applications`: the shape of an application's input."""
    for value in tree_leaves([args, kwargs]):
        known(value)
        if not is_plain(value):
            raise NotFollowed("the shape is not known")
    given = {"require_flatten" if key == "include_top" else key: kwargs[key] for key in kwargs}
    try:
        return applications.obtain_input_shape(*args, **given)
    except FAULTS as error:
        raise NotFollowed(f"Keras would say: {shorten(str(error))[:200]}") from None


def correct_pad(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    """Call `correct_pad` of `keras.applications`: the padding before a convolution of strides 2."""
    shape = op_calls.shape(reading, tensor_of(args, kwargs))
    kernel = args[1] if len(args) > 1 else kwargs.get("kernel_size")
    try:
        return applications.correct_pad(shape, kernel)
    except FAULTS:
        raise NotFollowed("the padding is not known") from None


def to_categorical(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call `to_categorical`, one-hot vectors of labels: only the shape is worked out."""
    reading.report.skip("keras.utils.to_categorical", line)
    given = dict(zip(("x", "num_classes"), args, strict=False)) | kwargs
    labels, classes = given.get("x", given.get("y")), given.get("num_classes")
    if isinstance(labels, Array) and classes is None:
        classes = labels.classes or None
    if not isinstance(labels, Array) or type(classes) is not int:
        raise NotFollowed("how many classes there are is not known")
    shape = labels.spec.shape
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    return Array(TensorSpec((*shape, classes), "float32"), labels.reason)


def tensor_of(args: list[Value], kwargs: dict[str, Value]) -> Tensor | Array:
    """The tensor that a function is called on.

    Raises:
        NotFollowed: If it is given none.
    """
    value = args[0] if args else next(iter(kwargs.values()), None)
    if isinstance(value, (Tensor, Array)):
        return value
    known(value)
    raise NotFollowed("this is no tensor")
