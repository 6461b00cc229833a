"""What a design's own layers return and weigh, found out by running their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.tasks import process_setup, warm_up

if TYPE_CHECKING:
    from model_codegen.design.graph import Design
    from model_codegen.execution.recorded_layers import RecordedLayers


def record(design: Design, trusted: str) -> RecordedLayers:
    """Make every custom layer of a design and call it on symbolic tensors.

    Runs in a process of its own (see `process_setup.prepare_alone`), whose memory is
    limited once Keras is there.

    Args:
        design: Any design.
        trusted: The digest of the code that may run.
    """
    from model_codegen.execution.recorded_layers import recorded_layers

    process_setup.report("Importing Keras")
    warm_up.import_keras()
    process_setup.limit_memory()
    process_setup.report("Building your layers")
    return recorded_layers(design, trust_code=trusted)
