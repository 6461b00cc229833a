"""Help on arguments where Keras has none that says something here."""

from __future__ import annotations

HELP: dict[str, str] = {
    "IntegerLookup.vocabulary": "List of the integer terms. If it is set, `adapt()` isn't needed.",
    "MaxNumBoundingBoxes.fill_value": "Value that pads `boxes` and `labels`.",
    "Masking.mask_value": "A timestep is skipped if all its values equal this one.",
    "Pipeline.layers": "Layers to apply one after the other.",
    "Resizing.antialias": "Whether to use an antialiasing filter when downsampling.",
    "StringLookup.vocabulary": "List of the terms. If it is set, `adapt()` isn't needed.",
    "TextVectorization.vocabulary": "List of the terms. If it is set, `adapt()` isn't needed.",
    "compute_uv": "Whether to compute `u` and `v` as well as the singular values.",
    "full_matrices": "Whether `u` and `v` are square.",
    "einsum.subscripts": "Which axes are multiplied and which are kept, such as `bij,bjk->bik`.",
    "elastic_transform.seed": "Integer. Used to create a random seed.",
    "get_item.key": "What stands between the brackets of `x[...]`, such as `:, 0` or `..., -1`.",
    "lower": "Whether `a` is lower triangular.",
    "quantization_config": "How `quantize()` turns the weights into integers.",
}
"""Help where Keras has none, or speaks of what a drawing cannot hold (vocabulary files)."""
