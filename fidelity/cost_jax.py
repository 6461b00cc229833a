"""Float operations as JAX's compiler has them: run by an interpreter that has JAX."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fidelity.subjects import Subject
    from model_codegen.design.graph import Design

GROUPS = ("applications", "gallery")

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class JaxCount:
    """What JAX says of one model.

    Attributes:
        flops: What `cost_analysis` says of the lowered program.
        macs: Multiply-adds of its products and convolutions, by their shapes.
        remark: What there is to say of it.
        failure: Why there is none, as a sentence.
    """

    flops: int = 0
    macs: int = 0
    remark: str = ""
    failure: str = ""


def counted(
    python: str, subjects: Sequence[Subject], batch: int, rows: Path
) -> Mapping[str, JaxCount]:
    """Ask JAX about the gallery and the applications.

    Args:
        python: The interpreter of an environment that has JAX and Keras.
        subjects: The models; others are passed over.
        batch: Size of open first dimensions.
        rows: Where each is noted; those that are there are not asked about again.
    """
    from model_codegen.emitters import emit

    wanted: dict[str, Any] = {}
    known = read(rows)
    for subject in subjects:
        if subject.name in known:
            continue
        if subject.group == "applications":
            wanted[subject.name] = subject.name
        elif subject.group == "gallery":
            design = _without_weights(subject.drawn())
            wanted[subject.name] = emit(design, "functional").text.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wanted.pickle")
        path.write_bytes(pickle.dumps((wanted, batch)))
        subprocess.run(
            [python, "-P", __file__, os.fspath(path), os.fspath(rows.absolute())],
            cwd=folder,
            env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
            check=True,
        )
    return read(rows)


def read(rows: Path) -> Mapping[str, JaxCount]:
    """What is noted in a file, by model; nothing if there is no file."""
    if not rows.exists():
        return {}
    lines = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    return {name: JaxCount(**value) for name, value in lines}


def _without_weights(design: Design) -> Design:
    """The design with random weights in its applications: nothing is fetched."""
    from model_codegen.design.traversal import is_application

    operations = {
        key: replace(operation, config={**operation.config, "weights": None})
        if is_application(operation)
        else operation
        for key, operation in design.main.operations.items()
    }
    return replace(design, main=replace(design.main, operations=operations))


def _count(model: Any, batch: int) -> JaxCount:
    import jax  # type: ignore[import-not-found]
    import keras

    specs = [
        jax.ShapeDtypeStruct(
            [batch if n is None else n for n in tensor.shape], jax.numpy.dtype(tensor.dtype)
        )
        for tensor in keras.tree.flatten(model.input)
    ]

    def call(*tensors: Any) -> Any:
        return model(keras.tree.pack_sequence_as(model.input, list(tensors)), training=False)

    lowered = jax.jit(call).lower(*specs)
    analysis = lowered.cost_analysis()
    analysis = analysis[0] if isinstance(analysis, list) else analysis
    program = jax.make_jaxpr(call)(*specs)
    return JaxCount(int(analysis["flops"]), _macs(program.jaxpr))


def _macs(program: Any) -> int:
    """Multiply-adds of a program, loops as often as they run."""
    total = 0
    for step in program.eqns:
        name, shapes = step.primitive.name, [v.aval.shape for v in step.invars]
        out = 1
        for size in step.outvars[0].aval.shape if step.outvars else ():
            out *= size
        if name == "dot_general":
            ((contracted, _), _) = step.params["dimension_numbers"]
            for axis in contracted:
                out *= shapes[0][axis]
            total += out
        elif name == "conv_general_dilated":
            numbers = step.params["dimension_numbers"]
            spec = numbers.rhs_spec
            window = shapes[1][spec[1]]
            for axis in spec[2:]:
                window *= shapes[1][axis]
            scale = 1
            for factor in step.params["lhs_dilation"]:
                scale *= factor
            if scale > 1:  # transposed: most of what it sees are zeros
                inputs = 1
                for size in shapes[0]:
                    inputs *= size
                out, window = inputs, window // shapes[1][spec[1]] * shapes[1][spec[0]]
            total += out * window
        for inner in _inner(step):
            rounds = step.params.get("length", 1) if name == "scan" else 1
            total += rounds * _macs(inner)
    return total


def _inner(step: Any) -> list[Any]:
    found = []
    for value in step.params.values():
        values = value if isinstance(value, (tuple, list)) else (value,)
        for one in values:
            if hasattr(one, "eqns"):
                found.append(one)
            elif hasattr(one, "jaxpr") and hasattr(one.jaxpr, "eqns"):
                found.append(one.jaxpr)
    return found


def _answer(path: str, rows: str) -> None:
    import keras

    wanted, batch = pickle.loads(Path(path).read_bytes())
    for name, source in wanted.items():
        keras.backend.clear_session()
        try:
            if isinstance(source, str):
                model = getattr(keras.applications, source)(weights=None)
            else:
                scope: dict[str, Any] = {"__name__": "emitted"}
                exec(source, scope)
                model = scope["build_model"]()
            found = asdict(_count(model, batch))
        except Exception as error:
            text = str(error).strip().splitlines() or [""]
            found = {"failure": f"{type(error).__name__}: {text[0][:120]}"}
        with Path(rows).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps([name, found])}\n")
        print(f"… {name}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    _answer(sys.argv[1], sys.argv[2])
