"""What Keras' own code does inside layers and ops, read from it.

Bytecode of public classes and functions is read (`dis`), since no attribute says which layers and
operations a call makes. Keras numbers automatic names by class: the first `Dense` is `dense`, the
next `dense_1`. Layers that a layer makes inside (the `Softmax` of `MultiHeadAttention`) take
numbers too.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from model_codegen.keras_bridge.automatic_names import auto_name


@lru_cache(maxsize=1)
def model_attributes() -> frozenset[str]:
    """Attributes that a model has already, or that compiling and training give it."""
    import keras

    arguments = inspect.signature(keras.Model.compile).parameters
    return frozenset({*dir(keras.Model()), *arguments, "history"})


@lru_cache(maxsize=1)
def layer_arguments() -> frozenset[str]:
    """Arguments that the constructor of every layer takes, those for its input's shape included."""
    import keras

    named = inspect.signature(keras.layers.Layer.__init__).parameters
    return frozenset({*named, "input_dim", "input_shape", "batch_input_shape", "input_dtype"})


@lru_cache(maxsize=1024)
def uses_training(layer: Any) -> bool:
    """Whether the `call` of a layer takes `training` and reads it; `Dense` takes it for nothing.

    Args:
        layer: A layer class.
    """
    call = inspect.unwrap(layer.call)
    if not isinstance(call, FunctionType) or "training" not in inspect.signature(call).parameters:
        return False
    # Newer Pythons load two variables by one instruction.
    loaded = [i.argval for i in dis.get_instructions(call) if i.opname.startswith("LOAD")]
    return any(name == "training" or "training" in _pair(name) for name in loaded)


@lru_cache(maxsize=1024)
def heeds_trainable(layer: Any) -> bool:
    """Whether the `call` of a layer reads `trainable`: frozen, it always runs in inference mode.

    Args:
        layer: A layer class.
    """
    call = inspect.unwrap(layer.call)
    found = dis.get_instructions(call) if isinstance(call, FunctionType) else ()
    return any(i.opname == "LOAD_ATTR" and i.argval == "trainable" for i in found)


@lru_cache(maxsize=1024)
def converts_inputs(layer: type) -> bool:
    """Whether a layer converts its inputs to its compute dtype before anything else.

    Some look at the values as they come, such as `Embedding` and `LayerNormalization`; they say so
    by setting `autocast`.

    Args:
        layer: A layer class.
    """
    switches = {"autocast", "_convert_input_args"}
    return not any(
        instruction.opname == "STORE_ATTR" and instruction.argval in switches
        for function in _methods(layer)
        for instruction in dis.get_instructions(function)
    )


def quantizes(layer: Any) -> bool:
    """Whether a layer class can be quantized, and so have a policy such as `int8_from_float32`.

    Args:
        layer: A layer class.
    """
    import keras

    return layer.quantize is not keras.layers.Layer.quantize


@lru_cache(maxsize=1024)
def layer_stems(layer: type) -> frozenset[str]:
    """Stems of the layers that a layer may make inside, itself apart.

    Read from the code of the class: every layer class that one of its methods refers to. That may
    be more than it really makes, never less.

    Args:
        layer: A layer class.
    """
    return frozenset(auto_name(made.__name__) for made in _made_by(layer))


@lru_cache(maxsize=1024)
def quantizes_inside(layer: type) -> bool:
    """Whether a layer may make layers inside that can be quantized, as `MultiHeadAttention` does.

    Args:
        layer: A layer class.
    """
    return any(map(quantizes, _made_by(layer)))


@lru_cache(maxsize=1024)
def mask_stems(layer: Any) -> frozenset[str]:
    """Stems of the operations that a layer may make when it is given a mask or makes one.

    Masks are worked out on symbolic tensors, by functions of `keras.ops`.

    Args:
        layer: A layer class.
    """
    import keras

    functions = [layer.compute_mask, *(made.compute_mask for made in _made_by(layer))]
    found = [_reached(function, keras.Operation) for function in functions]
    return frozenset(auto_name(made.__name__) for made in set().union(*found))


@lru_cache(maxsize=1024)
def op_stems(function: Callable[..., Any]) -> frozenset[str]:
    """Stems of the operations that a function of `keras.ops` may make.

    Args:
        function: A function of `keras.ops`.
    """
    return frozenset(auto_name(made.__name__) for made in made_by_op(function))


@lru_cache(maxsize=1024)
def made_by_op(function: Callable[..., Any]) -> frozenset[type]:
    """The classes of operations that a function of `keras.ops` may make; nearly always one.

    Args:
        function: A function of `keras.ops`.
    """
    import keras

    return frozenset(_reached(function, keras.Operation))


def is_op_module(module: str) -> bool:
    """Whether a module is one of those in which Keras has its operations (`keras/src/ops`)."""
    return module == "keras.src.ops" or module.startswith("keras.src.ops.")


def _made_by(layer: Any) -> set[Any]:
    found: set[Any] = set()
    pending = [layer]
    while pending:
        own = pending.pop()
        for made in _named_in(own) - found:
            found.add(made)
            pending.append(made)
    return found


def _named_in(layer: type) -> set[type]:
    """Layer classes that the methods of a class refer to, its own line apart."""
    import keras

    base = keras.layers.Layer
    referred = [value for function in _methods(layer) for value in _referred(function)]
    found = {value for value in referred if inspect.isclass(value) and issubclass(value, base)}
    return found - set(layer.__mro__)


def _methods(layer: type) -> Iterator[FunctionType]:
    """The methods of a layer class and of its bases, as far as they are not every layer's."""
    import keras

    for ancestor in layer.__mro__:
        if ancestor is not keras.layers.Layer and issubclass(ancestor, keras.layers.Layer):
            for member in vars(ancestor).values():
                bare = getattr(member, "__func__", getattr(member, "fget", member))
                function = inspect.unwrap(bare) if callable(bare) else bare
                if isinstance(function, FunctionType):
                    yield function


def _pair(name: Any) -> tuple[Any, ...]:
    return name if isinstance(name, tuple) else ()


def _reached(function: Callable[..., Any], base: Any) -> set[Any]:
    """Subclasses of `base` that a function refers to, or another one that is run with it."""
    found: set[Any] = set()
    seen: set[Any] = set()
    pending: list[Any] = [inspect.unwrap(function)]
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for value in _referred(current):
            if inspect.isclass(value) and issubclass(value, base) and value is not base:
                found.add(value)
                pending.append(inspect.unwrap(value.compute_output_spec))  # type: ignore[attr-defined]
            elif isinstance(value, FunctionType) and is_op_module(value.__module__):
                pending.append(inspect.unwrap(value))
    return found


def _referred(function: FunctionType) -> Iterator[Any]:
    """Every global that a function's code refers to, followed through the modules of Keras."""
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        value: Any = None
        for instruction in dis.get_instructions(code):
            if instruction.opname == "LOAD_GLOBAL":
                value = function.__globals__.get(instruction.argval)
            elif instruction.opname in ("LOAD_ATTR", "LOAD_METHOD") and _is_keras(value):
                value = getattr(value, instruction.argval, None)
            else:
                continue
            if value is not None and not _is_keras(value):
                yield value


def _is_keras(value: Any) -> bool:
    return isinstance(value, ModuleType) and value.__name__.split(".")[0] == "keras"


@lru_cache(maxsize=1)
def activation_names() -> frozenset[str]:
    """The names of the functions of `keras.activations`."""
    import keras

    found = vars(keras.activations)
    return frozenset(name for name in found if inspect.isfunction(found[name])) - {
        "get",
        "serialize",
        "deserialize",
    }
