"""What Keras' exceptions say, in one clean sentence."""

from __future__ import annotations

import re

from model_codegen.design.wording import shorten

_DECORATION = re.compile(
    r"Could not automatically infer the output shape / dtype of .*? Error encountered: "
    r"|Exception encountered when calling [^:]*?\. "
    r"|Arguments received by .*$"
    r"|\x1b\[\d*m"
)
_TENSOR = re.compile(r"<KerasTensor shape=(\([^)]*\))[^>]*>")
_NDIM = r"expected (min_ndim|max_ndim|ndim)=(\d+), found ndim=(\d+).*"
_NDIM_WORDS = {"min_ndim": "at least ", "max_ndim": "at most ", "ndim": ""}
_UNKNOWN_SIZE = (
    "the size of its weights depends on a dimension that is None; give that dimension a size"
)
_REWORDED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r".*expected axis (-?\d+) of input shape to have value (\S+), but received input with "
         r"shape (.+)", r"it was built for size \2 on axis \1, not for \3"),
        (r".* incompatible with the layer: expected shape=(\(.*?\)), found shape=(.+)",
         r"it expects shape \1, not \2"),
        (r"Inputs have incompatible shapes\. .*", r"all inputs of {kind} need the same shape"),
        (r"A `?(\w+)`? layer requires inputs with matching shapes except for the concatenation "
         r"axis.*", r"\1 needs inputs whose shapes match except on the axis it joins"),
        (r"Cannot broadcast shape, .* value (\d+), which cannot be broadcasted to (\d+).*",
         r"\1 and \2 cannot be broadcast to one another"),
        (r"Computed output size would be (?:zero or )?negative\..*",
         "the output would have no size left; use a smaller window or padding='same'"),
        (r"Shapes used to initialize variables must be fully-defined.*", _UNKNOWN_SIZE),
        (r"unsupported operand type\(s\) for .*'NoneType'.*", _UNKNOWN_SIZE),
        (r"Layer \"?.*?\"? expects (\d+) (?:named )?input\(s\).*received (\d+) input tensors.*",
         r"it takes \1 tensors and gets \2"),
        (r"(?:tuple|list) index out of range", r"an axis is set that the tensor does not have"),
        (r"Missing data for input \"(.*?)\"\..*", r"its input `\1` is missing"),
        (r".*?got an unexpected keyword argument '(\w+)'.*", r"its call has no argument `\1`"),
        (r".*missing (?:a required|\d+ required positional) arguments?: (.*)",
         r"its call lacks \1"),
        (r"Only input tensors may be passed as positional arguments\..* keyword argument: (.*) "
         r"\(of type .*", r"\1 stands where a tensor goes; pass it by name"),
        (r"maximum recursion depth exceeded.*", r"it is nested too deeply for Keras"),
    )
)  # fmt: skip


def undecorated(error: BaseException) -> str:
    """What an exception of Keras says, on one line, without what Keras puts around it."""
    text = _DECORATION.sub("", " ".join(str(error).split()))
    return _TENSOR.sub(r"\1", text).strip()


def reason(error: BaseException, kind: str, name: str) -> str:
    """Why Keras refuses a call, as the end of a sentence.

    Args:
        error: What Keras raised.
        kind: Class of the layer.
        name: Name of the layer in the message, which says nothing to the reader.
    """
    text = undecorated(error)
    if match := re.search(_NDIM, text):
        many, wanted, found = match.groups()
        return f"it needs {_NDIM_WORDS[many]}{wanted} dimensions, the batch included, not {found}"
    for pattern, words in _REWORDED:
        if match := pattern.fullmatch(text):
            return match.expand(words).replace("{kind}", kind)
    text = re.split(r"[.,;]? (?:Received|Full (?:input )?shapes?)\b|\. But received", text)[0]
    text = text.replace(f"'{name}'", "this layer").replace(name, "this layer")
    return shorten(text.rstrip(".:, ")) or type(error).__name__
