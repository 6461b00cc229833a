"""`build`: a live Keras model, by running the source that a user would take away."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Container
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from humanize import naturalsize

from model_codegen.analysis import Analysis, analyse
from model_codegen.analysis.pretrained_weights import bytes_beside
from model_codegen.design.custom_code import read_code
from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from model_codegen.emitters.placeholders import MODULE
from model_codegen.execution.trust import Trust, check_trust
from model_codegen.keras_bridge.applications import without_weights
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.dtype_policies import global_policy
from model_codegen.keras_bridge.error_messages import undecorated

if TYPE_CHECKING:
    import keras

CEILING = 2 * 1024**3
"""How many bytes of weights are allocated unless the caller says otherwise."""

_FILE = "<generated model>"

_LONGEST = 400
"""Most characters of a message of Keras that are passed on."""


def build(
    design: Design,
    style: str = "functional",
    *,
    blocks: Literal["function", "layer"] = "function",
    fold: bool = False,
    ceiling: int = CEILING,
    analysis: Analysis | None = None,
    trust_code: Trust = False,
) -> keras.Model:
    """Build a design live, from its source.

    Keras' global state is left as it was: the dtype policy, and the counters of automatic names,
    which the source finds as a fresh interpreter has them. A model of `keras.applications` gets
    random weights, whatever weights it asks for: nothing is fetched.

    Args:
        design: Any design.
        style: As for `emit`.
        blocks: As for `emit`.
        fold: As for `emit`.
        ceiling: Most bytes of weights to allocate.
        analysis: As for `emit`.
        trust_code: Whether Python that the design itself holds may run: of a design from elsewhere,
            read `design.code` first. True, or the digest of the code that was read.

    Raises:
        NotExpressible: If the design has errors or the style cannot express it.
        UntrustedCodeError: If the design has code of its own that nobody trusts.
        BuildError: If the weights would take more than `ceiling`, or Keras refuses after all.
    """
    analysis = analysis or analyse(design)
    code = emit(design, style, blocks=blocks, fold=fold, analysis=analysis)
    check_trust(code.trust, trust_code)
    check_size(analysis.bytes + bytes_beside(design), ceiling)
    return run(code.text, read_code(design.code).classes)


def check_size(needed: int, ceiling: int) -> None:
    """Refuse weights that would not fit.

    Args:
        needed: Bytes of the weights.
        ceiling: Most bytes to allocate.

    Raises:
        BuildError: With both figures, if `needed` is more.
    """
    if needed > ceiling:
        raise BuildError(
            f"The weights of this model take {size(needed)} and at most {size(ceiling)} are built "
            "live here. The summary needs no weights and shows all the same; take the code to a "
            "larger machine to build it."
        )


def run(source: str, own: Container[str] = ()) -> keras.Model:
    """Execute generated source and call its `build_model`, without pretrained weights.

    Args:
        source: Text that `emit` returned.
        own: The classes of the design's own code in it, of which an error names the method.

    Raises:
        BuildError: If Keras refuses.
    """
    module = ModuleType("generated_model")
    # As in a fresh interpreter, whose count of names and whose policy the source finds.
    with counted_names(), global_policy("float32"), without_weights():
        try:
            exec(compile(source, _FILE, "exec"), module.__dict__)
            model: keras.Model = module.build_model()
        except RecursionError as error:
            raise BuildError(
                "This model is too deep to be built: Keras follows its calls by recursion, and "
                f"Python allows {sys.getrecursionlimit():,} steps of it. Whoever runs the code "
                "can allow more with sys.setrecursionlimit()."
            ) from error
        except ModuleNotFoundError as error:
            if error.name != MODULE:
                raise BuildError(f"Python could not run this model: {said(error)}") from error
            raise BuildError(
                f"Some layers of this model are placeholders: the code imports them from {MODULE}, "
                "which is yours to write. Build it where that module is."
            ) from error
        except Exception as error:
            place = _own_method(error, own)
            raise BuildError(f"Keras could not build this model: {said(error)}{place}") from error
    return model


def _own_method(error: BaseException, own: Container[str]) -> str:
    """ " (in `Sampling.call`)", where an exception comes from the design's own code."""
    methods = [
        frame.f_code.co_qualname
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == _FILE
    ]
    inside = methods[-1] if methods else ""
    return f" (in `{inside}`)" if inside.partition(".")[0] in own else ""


def said(error: BaseException) -> str:
    """What an exception says, on one line of bearable length."""
    text = undecorated(error) or type(error).__name__
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def size(count: int) -> str:
    """`851.79 KB`: a number of bytes in the units of Keras' summary, whose KB are 1,024 bytes."""
    text = naturalsize(count, binary=True, format="%.2f")
    return text.replace("iB", "B").replace("Byte", "byte")
