"""`python -m fidelity.backends PYTHON`: the same source under TensorFlow, JAX and PyTorch.

PYTHON is the interpreter of an environment that has Keras, JAX, PyTorch and what `model_codegen`
imports; TensorFlow is the one here. Originals are made under TensorFlow, and their weights copied
to every backend. Before, each proves the gallery and small networks by itself, training included.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from model_codegen.keras_bridge.keras_import import SETTINGS, import_keras

TOLERANCE = 1e-4
"""Largest difference of an output from TensorFlow's, as a share of its largest value or of 1."""

HALF = 5e-2
"""The same where a model computes in 16 bits."""

LOOPS = 1e-6
"""The same between `fit` and a loop that is written out; seen so far was no difference at all."""

SPREAD = 1e-4
"""The same between one device and several: sums are taken in another order."""

BACKENDS = ("tensorflow", "jax", "torch")

KNOWN = {
    "parameter name can't contain": "PyTorch refuses weights below a name with a dot, which "
    "keras.applications gives MobileNetV2; in a subclassed model their paths hold that name",
}
"""What a backend of Keras cannot do, whatever the source: part of what it says, and why."""

_ROOT = Path(__file__).parents[1]


def main(python: str) -> int:
    """Try all, print a table, and return 1 if any differs."""
    import_keras()
    from fidelity.original import originals
    from fidelity.proofs import Proved, table
    from fidelity.subjects import Subject, application
    from model_codegen import gallery

    small = {"input_shape": (64, 64, 3)}
    subjects = [Subject(name, "gallery", gallery.load(name)) for name in gallery.names()]
    subjects += [
        application(name, **small, **config)
        for name, config in (
            ("ConvNeXtTiny", {"include_top": False}),
            ("DenseNet121", {}),
            ("EfficientNetV2B0", {}),
            ("MobileNetV2", {"alpha": 0.35}),
            ("NASNetMobile", {}),
            ("ResNet50", {}),
        )
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        proofs = {
            backend: [Proved(*one) for one in _answers(backend, python, folder, "fidelity.proofs")]
            for backend in BACKENDS
        }
        text, unproved = table(proofs, KNOWN)
        print(f"{text}\n{len(unproved)} are not the same.\n", flush=True)
        packages = Path(sysconfig.get_path("purelib"))
        loops = {
            backend: _answers(backend, python, folder, "fidelity.loops", packages)
            for backend in BACKENDS
        }
        made = originals(subjects, folder)
        jobs = [
            (subject.name, style, source, original.expected)
            for subject, original in zip(subjects, made, strict=True)
            if not isinstance(original, str)
            for style, source in original.sources.items()
        ]
        failed = [f"{s.name}: {o}" for s, o in zip(subjects, made, strict=True) if type(o) is str]
        (folder / "jobs").write_bytes(pickle.dumps([job[2:] for job in jobs]))
        answers = {
            backend: _answers(backend, python, folder, "fidelity.backend", folder / "jobs")
            for backend in BACKENDS
        }
    unlike = _loops(loops)
    known: list[str] = []
    print(f"{'model':<32} {'style':<12}" + "".join(f"{b:>14}" for b in BACKENDS))
    for index, (name, style, _, expected) in enumerate(jobs):
        half = any("16" in layer["dtype"] for layer in expected.layers.values())
        cells = []
        for backend in BACKENDS:
            outputs, reasons = answers[backend][index]
            share = _share(expected.outputs, outputs)
            cells.append(f"{share:>14.1e}" if outputs and not reasons else f"{'no':>14}")
            why = next((KNOWN[part] for part in KNOWN if part in " ".join(reasons)), None)
            if why is not None:
                known.append(f"{name}, {style}, {backend}: {why}")
            elif reasons or share > (HALF if half else TOLERANCE):
                told = "; ".join(reasons) or f"differs by {share:.1e} of the largest value"
                failed.append(f"{name}, {style}, {backend}: {told}")
        print(f"{name:<32} {style:<12}{''.join(cells)}")
    print(f"\n{len(jobs)} sources under {len(BACKENDS)} backends; allowed is {TOLERANCE} of the")
    print(f"largest value, {HALF} where a model computes in 16 bits. {len(failed)} differ.")
    failed += [*unproved, *unlike]
    print("\n".join([*failed, *(f"Not Layerloom's: {line}" for line in known)]))
    return 1 if failed else 0


def _loops(answers: Mapping[str, Sequence[Any]]) -> list[str]:
    """Print how far loops that are written out are from `fit`; those that are too far."""
    failed = []
    print(f"{'trained by a loop':<32} {'backend':<12} {'history':>10} {'weights':>10}")
    for backend, found in answers.items():
        for name, history, weights, reason in found:
            print(f"{name:<32} {backend:<12} {history:>10.1e} {weights:>10.1e}")
            allowed = SPREAD if "devices" in name else LOOPS
            if reason or max(history, weights) > allowed:
                failed.append(f"{name}, loop, {backend}: {reason or 'not as fit'}")
    print(f"{len(failed)} differ from fit by more than {LOOPS}.\n", flush=True)
    return failed


def _answers(backend: str, python: str, folder: Path, module: str, *given: Path) -> list[Any]:
    """What a module answers that is run under a backend."""
    print(f"… {module.rpartition('.')[2]}, {backend}", file=sys.stderr, flush=True)
    answers = folder / backend
    # With threads for every little tensor, PyTorch takes ten times as long.
    settings = {"KERAS_BACKEND": backend, "PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1"}
    if module == "fidelity.loops":  # the processor, as four devices of JAX
        settings["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"
    subprocess.run(
        [sys.executable if backend == "tensorflow" else python, "-m", module, *given, answers],
        env=SETTINGS | os.environ | settings,
        cwd=_ROOT,
        check=True,
    )
    said, found = pickle.loads(answers.read_bytes())
    if said != backend:
        raise RuntimeError(f"Keras ran under {said} instead of {backend}.")
    return list(found)


def _share(expected: Sequence[Any], outputs: Sequence[Any]) -> float:
    import numpy as np

    from model_codegen.verify.comparison import difference

    if len(expected) != len(outputs):
        return float("inf")
    shares = [
        difference(one, other) / max(1.0, float(np.max(np.abs(one.astype("float64")), initial=0)))
        for one, other in zip(expected, outputs, strict=True)
    ]
    return max(shares, default=0.0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
