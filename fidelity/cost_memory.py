"""The memory of tensors, counted and measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BATCH = 32

DESIGNS = ("mlp", "digit_cnn", "cifar_cnn", "residual_classifier", "attention_block", "image_text")

APPLICATIONS = ("MobileNetV2",)


@dataclass(frozen=True)
class Measured:
    """One model.

    Attributes:
        name: Its name.
        counted: Bytes of tensors at the fullest moment, as they are counted here.
        measured: The same of TensorFlow's allocator.
        remark: Why they differ; empty where they do not.
    """

    name: str
    counted: int
    measured: int
    remark: str = ""


REMARKS = {"residual_classifier": "TensorFlow runs the branches in another order"}


def measured() -> list[Measured]:
    """Count and measure some models of the gallery, and some applications."""
    import keras

    from fidelity.reference import Reference
    from model_codegen import costing, gallery
    from model_codegen.importers import from_application

    found = []
    for name in DESIGNS:
        design = gallery.load(name)
        counted = costing.cost(design, BATCH).activation_bytes
        most = peak(Reference(design).model, BATCH)
        remark = "" if counted == most else REMARKS.get(name, "")
        found.append(Measured(name, counted, most, remark))
    for name in APPLICATIONS:
        design = from_application(name).design
        counted = costing.cost(design, BATCH).activation_bytes
        model = getattr(keras.applications, name)(weights=None)
        found.append(Measured(name, counted, peak(model, BATCH)))
    return found


def peak(model: Any, batch: int) -> int:
    """The most bytes that tensors of a forward pass took at one time.

    Args:
        model: A Functional `keras.Model`, of whose inputs only the batch is open.
        batch: Its size.
    """
    import keras
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import (
        convert_variables_to_constants_v2,
    )

    v1 = tf.compat.v1
    flat = keras.tree.flatten(model.input)
    specs = [
        tf.TensorSpec([batch if n is None else n for n in tensor.shape], tensor.dtype)
        for tensor in flat
    ]

    def call(*tensors: Any) -> Any:
        given = keras.tree.pack_sequence_as(model.input, list(tensors))
        return model(given, training=False)

    concrete = tf.function(call).get_concrete_function(*specs)
    frozen = convert_variables_to_constants_v2(concrete)
    graph = frozen.graph
    options = v1.RunOptions(trace_level=v1.RunOptions.FULL_TRACE)
    told = v1.RunMetadata()
    config = v1.ConfigProto(
        inter_op_parallelism_threads=1,
        intra_op_parallelism_threads=1,
        graph_options=v1.GraphOptions(optimizer_options=v1.OptimizerOptions(opt_level=-1)),
    )
    with v1.Session(graph=graph, config=config) as session:
        feeds = {
            tensor.name: _zeros(spec) for tensor, spec in zip(frozen.inputs, specs, strict=True)
        }
        session.run(
            [tensor.name for tensor in frozen.outputs], feeds, options=options, run_metadata=told
        )
    return sum(int(value.nbytes) for value in feeds.values()) + _fullest(told)


def _zeros(spec: Any) -> Any:
    import numpy as np

    return np.zeros(spec.shape.as_list(), spec.dtype.as_numpy_dtype)


def _fullest(told: Any) -> int:
    """The fullest moment of a timeline of allocations."""
    records = sorted(
        (record.alloc_micros, record.alloc_bytes)
        for device in told.step_stats.dev_stats
        for node in device.node_stats
        for used in node.memory
        for record in used.allocation_records
    )
    live = most = 0
    for _, size in records:
        live += size
        most = max(most, live)
    return most
