"""What a fresh process finds imported: Keras, silently."""

from __future__ import annotations

from model_codegen.keras_bridge.keras_import import import_keras

import_keras()
