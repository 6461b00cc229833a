"""What a fresh process finds imported: Keras, silently."""

from __future__ import annotations

import gc

from model_codegen.keras_bridge.keras_import import import_keras

import_keras()
# What is there now stays: collections in the forks need not walk over it, nor copy its pages.
gc.freeze()
