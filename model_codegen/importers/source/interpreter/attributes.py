"""Attributes: of things of Keras, of objects of the text, of tensors."""

from __future__ import annotations

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import (
    layer_calls,
    model_parts,
    op_calls,
    opened_applications,
)
from model_codegen.importers.source.keras.application_attributes import (
    UNTOLD,
    of_application,
    of_inner,
)
from model_codegen.importers.source.keras.constants import constant
from model_codegen.importers.source.keras_paths import canonical
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python.numeric_functions import CONSTANTS
from model_codegen.importers.source.python.value_methods import KNOWN
from model_codegen.importers.source.python_values import Builtin, Foreign, Method, Partial
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Bound, Class, Function, Instance, Super
from model_codegen.importers.source.values import (
    Array,
    Inner,
    LayerMade,
    Made,
    Model,
    Name,
    Tensor,
    Unknown,
    Value,
)


def attribute(reading: Reading, owner: Value, name: str, line: int) -> Value:
    """Read an attribute of any value; `Unknown` where it has none that is known.

    Args:
        reading: The reading.
        owner: Whose.
        name: Which.
        line: Where.
    """
    try:
        return _attribute(reading, owner, name, line)
    except NotFollowed as error:
        return Unknown(str(error), line)


def _attribute(reading: Reading, owner: Value, name: str, line: int) -> Value:
    match owner:
        case Unknown():
            return owner
        case Name():
            path = canonical(f"{owner.path}.{name}")
            return CONSTANTS[name] if path in ("tensorflow.newaxis",) else Name(path)
        case Foreign():
            if owner.path in ("math", "numpy", "np") and name in CONSTANTS:
                return CONSTANTS[name]
            return Foreign(f"{owner.path}.{name}")
        case Tensor() | Array():
            return _of_tensor(reading, owner, name)
        case LayerMade():
            return _of_layer(reading, owner, name, line)
        case Model():
            return _of_model(reading, owner, name, line)
        case Inner():
            return of_inner(reading, owner, name, line)
        case Instance():
            return _of_instance(reading, owner, name, line)
        case Super():
            return _of_super(owner, name)
        case Class():
            found = owner.find(name)
            if found is not None:
                return _bound(found, owner)
            if name in ("__name__", "__qualname__"):
                return owner.name
        case Made():
            return Method(owner, name) if name not in owner.config else owner.config[name]
        case Function() | Builtin():
            if name == "__name__":
                return owner.name
        case Partial() | Method() | Bound():
            pass
        case _ if is_plain(owner):
            if name in KNOWN.get(type(owner), ()):
                return Method(owner, name)
            if type(owner) is tuple and name in ("ndims", "rank"):
                return len(owner)
    raise NotFollowed(f"its attribute `{name}` is not known")


def _of_tensor(reading: Reading, owner: Tensor | Array, name: str) -> Value:
    if name in ("shape", "_keras_shape"):
        return op_calls.shape(reading, owner)
    if name in ("ndim", "rank"):
        return len(op_calls.shape(reading, owner))
    if name == "dtype":
        found = op_calls.spec(reading, owner)
        if found is not None:
            return found.dtype
    if name in ("get_shape", "astype", "reshape", "numpy", "set_shape"):
        return Method(owner, name)
    raise NotFollowed(f"the `{name}` of a tensor is not known")


def _of_layer(reading: Reading, owner: LayerMade, name: str, line: int) -> Value:
    if name in ("name", "trainable"):
        return owner.name if name == "name" else owner.trainable
    if layer_calls.is_application(owner):
        return of_application(reading, owner, name, line)
    if name in ("input", "output", "input_shape", "output_shape") and owner.calls:
        first = owner.calls[0]
        tensor = Tensor(first) if name.startswith("output") else next(
            iter(first.args), Tensor(first))  # fmt: skip
        if name.endswith("shape"):
            return op_calls.shapes(reading, tensor)
        return tensor
    if name in owner.config and name not in ("layer",):
        return owner.config[name]
    if name == "layer":
        return owner.config.get("layer")
    if name in UNTOLD:
        raise NotFollowed(f"the {name} of a layer are not here")
    if name == "embeddings" and owner.path == "keras.layers.Embedding":
        sizes = owner.config.get("input_dim"), owner.config.get("output_dim")
        return constant(sizes, "float32", f"the weight of `{owner.name}`")
    return Method(owner, name)


def _of_model(reading: Reading, owner: Model, name: str, line: int) -> Value:
    if name in ("name", "trainable"):
        return owner.name if name == "name" else owner.trainable
    if name == "layers":
        return model_parts.layers_of(owner)
    if name in ("input", "output", "inputs", "outputs"):
        found = owner.inputs if name.startswith("input") else owner.outputs
        if found is None:
            raise NotFollowed(f"the {name} of `{owner.name}` is not known yet")
        return [found] if name.endswith("s") and isinstance(found, Tensor) else found
    if name in ("input_shape", "output_shape"):
        found = owner.inputs if name == "input_shape" else owner.outputs
        if not isinstance(found, Tensor):
            raise NotFollowed("the shape is not known")
        return op_calls.shape(reading, found)
    if name in UNTOLD:
        raise NotFollowed(f"the {name} of a model are not here")
    return Method(owner, name)


def _of_instance(reading: Reading, owner: Instance, name: str, line: int) -> Value:
    if name in owner.attributes:
        return owner.attributes[name]
    found = owner.made.find(name)
    if found is not None:
        bound = _bound(found, owner)
        if isinstance(found, Function) and found.kind == "property":
            return reading.invoke(reading, bound, [], {}, line)
        return bound
    if name == "__class__":
        return owner.made
    if owner.layer is not None:
        return _of_layer(reading, owner.layer, name, line)
    if owner.base is not None and name in owner.base.config:
        return owner.base.config[name]
    if owner.model is not None:
        if name in ("dtype", "compute_dtype", "variable_dtype"):
            return reading.policy.removeprefix("mixed_")
        if name == "built":
            return False
        if owner.model.kind != "subclass" or name in ("name", "trainable"):
            return _of_model(reading, owner.model, name, line)
        if name in ("input", "inputs", "output", "outputs", "layers"):
            return _of_model(reading, owner.model, name, line)
        if name in UNTOLD:
            raise NotFollowed(f"the {name} of a model are not here")
        return Method(owner, name)
    raise NotFollowed(f"`{owner.made.name}` has no `{name}`")


def _bound(found: Value, owner: Value) -> Value:
    if not isinstance(found, Function) or found.kind == "staticmethod":
        return found
    if isinstance(owner, Class) and found.kind != "classmethod":
        return found
    return Bound(found, owner)


def _of_super(owner: Super, name: str) -> Value:
    for each in owner.above:
        if isinstance(each, Class) and name in each.members:
            return _bound(each.members[name], owner.instance)
    return Method(owner, name)


def above(reading: Reading, args: list[Value]) -> Super:
    """What `super()` gives in the function that runs.

    Raises:
        NotFollowed: If it stands in no method.
    """
    function = reading.position.scope.function
    owner = function.owner if isinstance(function, Function) else None
    if args and isinstance(args[0], Class):
        owner = args[0]
    if owner is None or not reading.position.stack:
        raise NotFollowed("`super()` stands in no method")
    node = function.node.args if isinstance(function, Function) else None
    first = (node.posonlyargs + node.args)[0].arg if node and (node.posonlyargs + node.args) else ""
    instance = args[1] if len(args) > 1 else reading.position.scope.find(first)
    if not isinstance(instance, (Instance, Class)):
        raise NotFollowed("`super()` stands in no method")
    lineage = (instance.made if isinstance(instance, Instance) else instance).lineage()
    place = lineage.index(owner) + 1 if owner in lineage else len(lineage)
    return Super(instance, tuple(lineage[place:]))


def set_attribute(reading: Reading, owner: Value, name: str, value: Value, line: int) -> None:
    """Set an attribute.

    Args:
        reading: The reading.
        owner: Whose.
        name: Which.
        value: To what.
        line: Where.
    """
    if name == "trainable" and type(value) is bool:
        made = owner
        if isinstance(owner, Instance):
            made = owner.layer or owner.model
        if isinstance(made, (LayerMade, Model)):
            reading.recording.training.changes(made, model_parts.set_with(made))
            model_parts.freeze(made, trainable=value)
        elif isinstance(made, Inner):
            reading.recording.training.changes(made.owner)
            inner = made.owner.frozen
            if inner is not None:
                inner[made.index] = not value
            opened = opened_applications.inner_layer(made.owner, made.name)
            if opened is not None:
                opened.trainable = value
        if isinstance(owner, Instance) and made is None:
            owner.attributes[name] = value
    elif isinstance(owner, Instance):
        if len(owner.attributes) < 5000:
            owner.attributes[name] = value
    elif isinstance(owner, Class):
        if len(owner.members) < 5000:
            owner.members[name] = value
    elif isinstance(owner, (LayerMade, Model)) and name in ("_name", "name"):
        if type(value) is str and value:
            owner.name, owner.automatic = value, False
    elif isinstance(owner, LayerMade) and (name in owner.config or name == "activation"):
        owner.config[name] = layer_calls.as_argument(value)
