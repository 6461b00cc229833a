"""Runs generated sources as a user's interpreter would, without this project, and says what came.

Each line of standard input is `{key: {"source": text, "names": expected names}}` as JSON, and is
answered by a line with one answer for each key. Names are a tree: `{layer: None}`, or
`{block: names inside}`. This process only imports Keras; every line is worked on in a fork of it,
which finds Keras as a new interpreter has it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

# Half of the time is for packages that no source of a model needs: this hides them from Keras.
EXTRAS = ("matplotlib", "pandas", "scipy", "sklearn")
sys.modules.update(dict.fromkeys(EXTRAS))  # type: ignore[arg-type]

import keras  # noqa: E402
from keras.src.utils import file_utils  # noqa: E402

for name in EXTRAS:
    sys.modules.pop(name, None)


def answer(source: str, names: dict[str, Any], *, loads: bool) -> dict[str, Any]:
    keras.utils.clear_session()
    keras.config.set_dtype_policy("float32")
    # No test fetches weights: those of `keras.applications` are random.
    file_utils.get_file = lambda *_, **__: ""
    keras.Model.load_weights = lambda *_, **__: None
    module = ModuleType("generated")
    exec(compile(source, "generated.py", "exec"), module.__dict__)
    model = module.build_model()
    lines: list[str] = []
    model.summary(print_fn=lambda text, **_: lines.append(text))
    return {
        "class": [base.__name__ for base in type(model).__mro__],
        "name": model.name,
        "params": model.count_params(),
        "trainable": sum(int(np.prod(w.shape)) for w in model.trainable_weights),
        "names": found_names(model, names),
        "summary": "\n".join(lines),
        "loaded": survives(model) if loads and "@keras.saving" in source else None,
    }


def found_names(model: Any, names: dict[str, Any]) -> dict[str, Any]:
    """The names of the layers inside, blocks opened where the expected names are."""
    inside = model.layers if isinstance(model, keras.Model) else vars(model).values()
    layers = [
        layer
        for layer in inside
        if isinstance(layer, keras.Layer) and not isinstance(layer, keras.layers.InputLayer)
    ]
    return {
        layer.name: found_names(layer, inner) if (inner := names.get(layer.name)) else None
        for layer in layers
    }


def survives(model: Any) -> dict[str, bool]:
    """What saving and loading keeps."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        again = keras.models.load_model(path)
    pairs = list(zip(model.get_weights(), again.get_weights(), strict=True))
    return {
        "class": type(again) is type(model),
        "name": again.name == model.name,
        "weights": all(np.array_equal(one, other) for one, other in pairs),
        "trainable": len(again.trainable_weights) == len(model.trainable_weights),
    }


def answers(jobs: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for key, job in jobs.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                for known in job["warnings"]:
                    warnings.filterwarnings("ignore", message=known)
                found[key] = answer(job["source"], job["names"], loads=job.get("loads", True))
        except Exception:
            found[key] = {"error": traceback.format_exc()}
    return found


def main() -> None:
    # `clear_session` collects garbage: it need not walk over all of TensorFlow each time.
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            print(json.dumps(answers(json.loads(line))), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"A fork ended with status {status}.")


if __name__ == "__main__":
    main()
