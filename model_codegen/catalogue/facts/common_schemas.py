"""Schemas that the arguments of layers and of functions share."""

from __future__ import annotations

from model_codegen.catalogue.json_schema import INTEGER, NATURAL, array, either, enum, titled

AXIS = either(titled(INTEGER, "one axis"), titled(array(INTEGER, minimum=1), "several axes"))
RESIZE = enum("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")
COUNTS = either(titled(NATURAL, "number"), titled(array(NATURAL, minimum=1), "list"))
