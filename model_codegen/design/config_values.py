"""What stands in configs."""

from __future__ import annotations

from typing import Any, TypeAlias

Config: TypeAlias = dict[str, Any]
"""Arguments by name, as JSON; an object is `{"class_name": dotted path, "config": {…}}`."""
