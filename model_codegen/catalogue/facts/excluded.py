"""What of Keras is left out of the catalogue, and why."""

from __future__ import annotations

_FOREIGN = "It carries code of its own, which a drawing cannot hold."
_ABSTRACT = "It is a base class."
_CALLABLE = "It takes a Python function, which a drawing cannot hold."
_CONSTANT = "It makes a constant and takes no tensor of the model."
_NO_TENSOR = "It returns no tensor."
_BY_FIT = "`fit` makes it itself."

EXCLUDED: dict[str, str] = {
    "keras.layers.FlaxLayer": _FOREIGN,
    "keras.layers.JaxLayer": _FOREIGN,
    "keras.layers.Lambda": _FOREIGN,
    "keras.layers.TFSMLayer": _FOREIGN,
    "keras.layers.TorchModuleWrapper": _FOREIGN,
    "keras.layers.Layer": _ABSTRACT,
    "keras.layers.Wrapper": _ABSTRACT,
    "keras.layers.InputSpec": "It is no layer.",
    "keras.ops.associative_scan": _CALLABLE,
    "keras.ops.cond": _CALLABLE,
    "keras.ops.custom_gradient": _CALLABLE,
    "keras.ops.fori_loop": _CALLABLE,
    "keras.ops.jvp": _CALLABLE,
    "keras.ops.map": _CALLABLE,
    "keras.ops.scan": _CALLABLE,
    "keras.ops.switch": _CALLABLE,
    "keras.ops.vectorize": _CALLABLE,
    "keras.ops.vectorized_map": _CALLABLE,
    "keras.ops.while_loop": _CALLABLE,
    "keras.ops.arange": _CONSTANT,
    "keras.ops.bartlett": _CONSTANT,
    "keras.ops.blackman": _CONSTANT,
    "keras.ops.empty": _CONSTANT,
    "keras.ops.eye": _CONSTANT,
    "keras.ops.full": _CONSTANT,
    "keras.ops.hamming": _CONSTANT,
    "keras.ops.hanning": _CONSTANT,
    "keras.ops.identity": _CONSTANT,
    "keras.ops.kaiser": _CONSTANT,
    "keras.ops.ones": _CONSTANT,
    "keras.ops.tri": _CONSTANT,
    "keras.ops.zeros": _CONSTANT,
    "keras.ops.convert_to_numpy": _NO_TENSOR,
    "keras.ops.dtype": _NO_TENSOR,
    "keras.ops.is_tensor": _NO_TENSOR,
    "keras.ops.ndim": _NO_TENSOR,
    "keras.ops.shape": _NO_TENSOR,
    "keras.ops.size": _NO_TENSOR,
    "keras.optimizers.Optimizer": _ABSTRACT,
    "keras.optimizers.schedules.LearningRateSchedule": _ABSTRACT,
    "keras.losses.Loss": _ABSTRACT,
    "keras.metrics.Metric": _ABSTRACT,
    "keras.metrics.Mean": "It takes values, where `fit` gives labels and predictions.",
    "keras.metrics.MeanMetricWrapper": _CALLABLE,
    "keras.metrics.Sum": "It takes values, where `fit` gives labels and predictions.",
    "keras.callbacks.Callback": _ABSTRACT,
    "keras.callbacks.CallbackList": _BY_FIT,
    "keras.callbacks.History": _BY_FIT,
    "keras.callbacks.LambdaCallback": _CALLABLE,
    # Its only other argument is how much it prints. What a schedule says of steps is data.
    "keras.callbacks.LearningRateScheduler": (
        "It takes a Python function, which a drawing cannot hold: take a schedule as the "
        "optimizer's learning rate."
    ),
    "keras.callbacks.OrbaxCheckpoint": "It needs the package orbax-checkpoint.",
    "keras.callbacks.ProgbarLogger": _BY_FIT,
    "keras.callbacks.RemoteMonitor": "It sends what it sees to an address of the document.",
}
"""Public names of Keras' modules that are no entry, and why."""

LEFT_OUT: dict[str, str] = {
    "ActivityRegularization.activity_regularizer": "It makes its own.",
    "IntegerLookup.activity_regularizer": "Its constructor refuses it.",
    "StringLookup.activity_regularizer": "Its constructor refuses it.",
    "Bidirectional.weights": "It holds weights.",
    "Embedding.weights": "It holds weights.",
    "EinsumDense.gptq_unpacked_column_size": "It is set by quantization.",
    "Input.tensor": "It holds a tensor.",
    "TensorBoard.embeddings_metadata": "It names files.",
    "einsum.kwargs": "NumPy's options, which not every backend has.",
}
"""Arguments that no drawing sets, and why."""
