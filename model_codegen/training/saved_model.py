"""A model as the bytes of a `.keras` file."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)


def saved_model(model: Any) -> bytes | None:
    """Save a model; None if Keras cannot, which is noted in the log.

    Args:
        model: A built `keras.Model`.

    Raises:
        OSError: If there is no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="model-") as directory:
        path = Path(directory) / "model.keras"
        try:
            model.save(path)
        except OSError:
            raise
        except Exception:  # of layers that have no config
            _LOG.exception("The model could not be saved")
            return None
        return path.read_bytes()
