"""Names of Keras 1 and 2, of `tf.keras` and of `keras_core`, beside those of today."""

from __future__ import annotations

import re

HOMES = re.compile(
    r"^(tensorflow\.python\.keras|tensorflow\.compat\.v[12]\.keras|tensorflow\.keras|tf_keras"
    r"|keras_core|keras\.api|keras\.src|keras\._tf_keras\.keras)(?=\.|$)"
)
"""Where Keras itself is, or was, imported from."""

TENSORFLOW = re.compile(r"^tensorflow\.compat\.v[12](?=\.|$)")
"""TensorFlow 1 and 2 inside of each other."""

INITIALIZERS = re.compile(r"^tensorflow\.initializers(?=\.)")
"""Initializers of TensorFlow, which are those of Keras."""

RENAMED = {
    "keras.layers.layer.Layer": "keras.layers.Layer",
    "keras.models.sequential.Sequential": "keras.Sequential",
    "keras.models.model.Model": "keras.Model",
    "keras.models.functional.Functional": "keras.Model",
    "keras.constraints.max_norm": "keras.constraints.MaxNorm",
    "keras.constraints.maxnorm": "keras.constraints.MaxNorm",
    "keras.constraints.non_neg": "keras.constraints.NonNeg",
    "keras.constraints.nonneg": "keras.constraints.NonNeg",
    "keras.constraints.unit_norm": "keras.constraints.UnitNorm",
    "keras.constraints.unitnorm": "keras.constraints.UnitNorm",
    "tensorflow.constant_initializer": "keras.initializers.Constant",
    "tensorflow.ones_initializer": "keras.initializers.Ones",
    "tensorflow.random_normal_initializer": "keras.initializers.RandomNormal",
    "tensorflow.random_uniform_initializer": "keras.initializers.RandomUniform",
    "tensorflow.truncated_normal_initializer": "keras.initializers.TruncatedNormal",
    "tensorflow.variance_scaling_initializer": "keras.initializers.VarianceScaling",
    "tensorflow.zeros_initializer": "keras.initializers.Zeros",
    "keras.models.Sequential": "keras.Sequential",
    "keras.engine.sequential.Sequential": "keras.Sequential",
    "keras.models.Model": "keras.Model",
    "keras.engine.training.Model": "keras.Model",
    "keras.engine.Model": "keras.Model",
    "keras.models.Functional": "keras.Model",
    "keras.Functional": "keras.Model",
    "keras.models.clone_model": "keras.models.clone_model",
    "keras.layers.Input": "keras.Input",
    "keras.engine.Input": "keras.Input",
    "keras.engine.input_layer.Input": "keras.Input",
    "keras.models.Input": "keras.Input",
    "keras.Layer": "keras.layers.Layer",
    "keras.engine.topology.Layer": "keras.layers.Layer",
    "keras.engine.base_layer.Layer": "keras.layers.Layer",
    "keras.engine.Layer": "keras.layers.Layer",
    "keras.Initializer": "keras.initializers.Initializer",
    "keras.mixed_precision.set_global_policy": "keras.config.set_dtype_policy",
    "keras.mixed_precision.set_dtype_policy": "keras.config.set_dtype_policy",
    "keras.mixed_precision.experimental.set_policy": "keras.config.set_dtype_policy",
    "keras.mixed_precision.global_policy": "keras.config.dtype_policy",
    "keras.mixed_precision.dtype_policy": "keras.config.dtype_policy",
    "keras.mixed_precision.experimental.global_policy": "keras.config.dtype_policy",
    "keras.config.set_floatx": "keras.config.set_floatx",
    "keras.backend.set_floatx": "keras.config.set_floatx",
    "keras.backend.floatx": "keras.config.floatx",
    "keras.mixed_precision.Policy": "keras.DTypePolicy",
    "keras.mixed_precision.DTypePolicy": "keras.DTypePolicy",
    "keras.mixed_precision.experimental.Policy": "keras.DTypePolicy",
    "keras.dtype_policies.DTypePolicy": "keras.DTypePolicy",
    "keras.dtype_policies.get": "keras.DTypePolicy",
    "keras.utils.get_uid": "keras.backend.get_uid",
    "keras.layers.CuDNNLSTM": "keras.layers.LSTM",
    "keras.layers.CuDNNGRU": "keras.layers.GRU",
    "keras.layers.Convolution1D": "keras.layers.Conv1D",
    "keras.layers.Convolution3D": "keras.layers.Conv3D",
    "keras.layers.MaxPool2D": "keras.layers.MaxPooling2D",
    "keras.layers.SyncBatchNormalization": "keras.layers.BatchNormalization",
    "keras.layers.experimental.SyncBatchNormalization": "keras.layers.BatchNormalization",
}
"""Other places and names of the same things."""

ARGUMENTS = {
    "init": "kernel_initializer",
    "output_dim": "units",
    "nb_filter": "filters",
    "subsample": "strides",
    "border_mode": "padding",
    "bias": "use_bias",
    "p": "rate",
    "alpha": "negative_slope",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
}
"""Arguments of older Keras by another name."""
