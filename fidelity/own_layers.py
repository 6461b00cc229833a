"""Texts with layers, cells and functions of their own: read, written again, and compared.

Keras runs each text itself. The design keeps the code that its layers need; what its source makes
must have the same layers and weights, and answer the same, and the source must read back.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from fidelity.original import STYLES
from fidelity.own_texts import TEXTS
from fidelity.rebuilt import Outcome


def own_layers(names: Sequence[str]) -> list[tuple[int, int, dict[str, Outcome], dict[str, str]]]:
    """Try texts.

    Args:
        names: Of `TEXTS`.

    Returns:
        Of each: how many calls its design has, its parameters, what came of its styles, and why it
        has no other.
    """
    warnings.simplefilter("ignore")
    return [_tried(TEXTS[name]) for name in names]


def _tried(text: str) -> tuple[int, int, dict[str, Outcome], dict[str, str]]:
    import keras

    from model_codegen.design.errors import NotExpressible
    from model_codegen.emitters import emit
    from model_codegen.importers import from_source

    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(0)
    model = _run(text, "original").model
    design = from_source(text).design
    outcomes, refused = {}, {}
    for style in STYLES:
        try:
            source = emit(design, style).text
        except NotExpressible as error:
            refused[style] = error.diagnostics[0].message
            continue
        keras.utils.clear_session(free_memory=False)
        outcomes[style] = _compared(model, _run(source, style).build_model(), source, design)
    return len(design.main.nodes), model.count_params(), outcomes, refused


def _run(text: str, name: str) -> Any:
    module = ModuleType(name)
    exec(compile(text, f"{name}.py", "exec"), module.__dict__)
    return module


def _compared(model: Any, made: Any, source: str, design: Any) -> Outcome:
    import keras
    import numpy as np

    from model_codegen.equivalence.normal_form import normal_form
    from model_codegen.importers import from_source

    reasons = []
    if made.count_params() != model.count_params():
        return Outcome((f"it has {made.count_params():,} parameters",))
    # A Functional model lists its inputs, too, and a subclass none.
    wanted, found = (
        [layer.name for layer in each.layers if not isinstance(layer, keras.layers.InputLayer)]
        for each in (model, made)
    )
    if wanted != found:
        reasons.append(f"its layers are {found}")
    made.set_weights(model.get_weights())
    (given,) = model.inputs
    shape = (2, *(size or 6 for size in given.shape[1:]))
    batch = np.random.default_rng(0).uniform(0, 3, shape).astype(given.dtype)
    outputs = [np.asarray(each(batch)) for each in (model, made)]
    difference = float(np.max(np.abs(outputs[0] - outputs[1])))
    back = normal_form(from_source(source).design) == normal_form(design)
    if not back:
        reasons.append("its source reads back otherwise")
    return Outcome(tuple(reasons), difference, outputs[0].size, back)
