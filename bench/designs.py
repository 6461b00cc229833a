"""The big designs that are measured, drawn by Keras' own recipes."""

from __future__ import annotations

import math
from dataclasses import replace

from bench.sketch import STEP, Sketch
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Layer, Node, TensorRef


def written(design: Design) -> str:
    """A file that the earlier build reads, too: version 1, which lacks nothing but training."""
    return dumps(design).replace('"schema_version": 2', '"schema_version": 1', 1)


def resnet50() -> Design:
    """`keras.applications.ResNet50(weights=None)`: 25,636,712 parameters."""
    sketch = Sketch("resnet50")

    def conv(
        x: TensorRef,
        name: str,
        filters: int,
        size: int = 1,
        strides: int = 1,
        padding: str = "valid",
    ) -> TensorRef:
        x = sketch.call(
            "Conv2D",
            x,
            name=f"{name}_conv",
            filters=filters,
            kernel_size=size,
            strides=strides,
            padding=padding,
        )
        return sketch.call("BatchNormalization", x, name=f"{name}_bn", epsilon=1.001e-5)

    def relu(x: TensorRef, name: str) -> TensorRef:
        return sketch.call("Activation", x, name=name, activation="relu")

    x = sketch.input(224, 224, 3)
    x = sketch.call("ZeroPadding2D", x, name="conv1_pad", padding=3)
    x = relu(conv(x, "conv1", 64, 7, 2), "conv1_relu")
    x = sketch.call("ZeroPadding2D", x, name="pool1_pad", padding=1)
    x = sketch.call("MaxPooling2D", x, name="pool1_pool", pool_size=3, strides=2)
    for stage, (filters, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)], start=2):
        for block in range(1, blocks + 1):
            name = f"conv{stage}_block{block}"
            strides = 2 if block == 1 and stage > 2 else 1
            shortcut = conv(x, f"{name}_0", 4 * filters, 1, strides) if block == 1 else x
            x = relu(conv(x, f"{name}_1", filters, 1, strides), f"{name}_1_relu")
            x = relu(conv(x, f"{name}_2", filters, 3, padding="same"), f"{name}_2_relu")
            x = conv(x, f"{name}_3", 4 * filters)
            x = relu(sketch.call("Add", [shortcut, x], name=f"{name}_add"), f"{name}_out")
    x = sketch.call("GlobalAveragePooling2D", x, name="avg_pool")
    sketch.call("Dense", x, name="predictions", units=1000, activation="softmax")
    return sketch.design()


def efficientnet_b7() -> Design:
    """`keras.applications.EfficientNetB7(weights=None)`: 66,658,687 parameters."""
    sketch = Sketch("efficientnetb7")
    width, depth, size = 2.0, 3.1, 600

    def conv(
        x: TensorRef, name: str, filters: int, kernel: int = 1, strides: int = 1, pad: str = "same"
    ) -> TensorRef:
        return sketch.call(
            "Conv2D",
            x,
            name=f"{name}conv",
            filters=filters,
            kernel_size=kernel,
            strides=strides,
            padding=pad,
            use_bias=False,
            kernel_initializer=_CONV_INITIALIZER,
        )

    def bn_swish(x: TensorRef, name: str) -> TensorRef:
        x = sketch.call("BatchNormalization", x, name=f"{name}bn")
        return sketch.call("Activation", x, name=f"{name}activation", activation="swish")

    def pad(x: TensorRef, name: str, kernel: int) -> TensorRef:
        half, even = kernel // 2, 1 - size % 2
        padding = [[half - even, half], [half - even, half]]
        return sketch.call("ZeroPadding2D", x, name=name, padding=padding)

    def squeeze_excite(x: TensorRef, name: str, filters: int, squeezed: int) -> TensorRef:
        se = sketch.call("GlobalAveragePooling2D", x, name=f"{name}se_squeeze")
        se = sketch.call("Reshape", se, name=f"{name}se_reshape", target_shape=[1, 1, filters])
        for step, width_, activation in (
            ("reduce", squeezed, "swish"),
            ("expand", filters, "sigmoid"),
        ):
            se = sketch.call(
                "Conv2D",
                se,
                name=f"{name}se_{step}",
                filters=width_,
                kernel_size=1,
                padding="same",
                activation=activation,
                kernel_initializer=_CONV_INITIALIZER,
            )
        return sketch.call("Multiply", [x, se], name=f"{name}se_excite")

    x = sketch.input(size, size, 3)
    x = sketch.call("Rescaling", x, scale=1 / 255)
    x = sketch.call("Normalization", x, axis=3)
    x = conv(pad(x, "stem_conv_pad", 3), "stem_", _filters(32, width), 3, 2, "valid")
    size = math.ceil(size / 2)
    x = bn_swish(x, "stem_")
    repeats = [math.ceil(depth * stage[1]) for stage in _STAGES]
    done, filters_in = 0, _filters(32, width)
    for stage, (kernel, _, out, expand, stage_strides) in enumerate(_STAGES, start=1):
        filters_out = _filters(out, width)
        for repeat in range(repeats[stage - 1]):
            name = f"block{stage}{chr(ord('a') + repeat)}_"
            strides = stage_strides if repeat == 0 else 1
            filters, start = filters_in * expand, x
            if expand != 1:
                x = bn_swish(conv(x, f"{name}expand_", filters), f"{name}expand_")
            if strides == 2:
                x = pad(x, f"{name}dwconv_pad", kernel)
                size = math.ceil(size / 2)
            x = sketch.call(
                "DepthwiseConv2D",
                x,
                name=f"{name}dwconv",
                kernel_size=kernel,
                strides=strides,
                padding="valid" if strides == 2 else "same",
                use_bias=False,
                depthwise_initializer=_CONV_INITIALIZER,
            )
            x = sketch.call("BatchNormalization", x, name=f"{name}bn")
            x = sketch.call("Activation", x, name=f"{name}activation", activation="swish")
            x = squeeze_excite(x, name, filters, max(1, int(filters_in * 0.25)))
            x = conv(x, f"{name}project_", filters_out)
            x = sketch.call("BatchNormalization", x, name=f"{name}project_bn")
            if strides == 1 and filters_in == filters_out:
                if done:
                    x = sketch.call(
                        "Dropout",
                        x,
                        name=f"{name}drop",
                        rate=0.2 * done / sum(repeats),
                        noise_shape=[None, 1, 1, 1],
                    )
                x = sketch.call("Add", [x, start], name=f"{name}add")
            done, filters_in = done + 1, filters_out
    x = bn_swish(conv(x, "top_", _filters(1280, width)), "top_")
    x = sketch.call("GlobalAveragePooling2D", x, name="avg_pool")
    x = sketch.call("Dropout", x, name="top_dropout", rate=0.5)
    sketch.call("Dense", x, name="predictions", units=1000, activation="softmax")
    return sketch.design()


def gpt3(blocks: int = 96, width: int = 12_288, heads: int = 96) -> Design:
    """A GPT-3 sized decoder stack: 676 layers and 175,196,701,777 parameters with 96 blocks."""
    sketch = Sketch("gpt3")
    x = sketch.input(2048, name="token_ids")
    x = sketch.call("Embedding", x, name="embedding", input_dim=50_257, output_dim=width)
    for block in range(blocks):
        name = f"block_{block}"
        normal = sketch.call("LayerNormalization", x, name=f"{name}_norm_1")
        attended = sketch.call(
            "MultiHeadAttention",
            normal,
            normal,
            name=f"{name}_attention",
            kwargs={"use_causal_mask": True},
            num_heads=heads,
            key_dim=width // heads,
        )
        x = sketch.call("Add", [x, attended], name=f"{name}_add_1")
        normal = sketch.call("LayerNormalization", x, name=f"{name}_norm_2")
        wide = sketch.call("Dense", normal, name=f"{name}_up", units=4 * width, activation="gelu")
        narrow = sketch.call("Dense", wide, name=f"{name}_down", units=width)
        x = sketch.call("Add", [x, narrow], name=f"{name}_add_2")
    x = sketch.call("LayerNormalization", x, name="norm")
    sketch.call("Dense", x, name="head", units=50_257)
    return sketch.design()


def residual_stack(nodes: int) -> Design:
    """A design of exactly so many calls: Dense, Dense, Add over and over."""
    sketch = Sketch(f"stack_{nodes}")
    x = sketch.input(32)
    earlier = x
    for index in range(nodes - 1):
        if index % 3 == 2:
            x = sketch.call("Add", [earlier, x])
            earlier = x
        else:
            x = sketch.call("Dense", x, units=32, activation="relu")
    return sketch.design()


def stack_with_head(nodes: int) -> Design:
    """A `residual_stack` whose last call, `head`, is of the input and lies beside the stack.

    Changing its units changes its own shape and no other.
    """
    stack = residual_stack(nodes - 1)
    head = Layer("keras.layers.Dense", "head", {"units": 40})
    main = replace(
        stack.main,
        operations={**stack.main.operations, "head": head},
        nodes={**stack.main.nodes, "head": Node("head", (TensorRef("input"),))},
    )
    places = {**stack.positions[MAIN], "head": (-216.0, 3 * STEP)}
    return Design(f"stack_{nodes}", main, positions={MAIN: places})


def tiled(design: Design, columns: int) -> Design:
    """A design whose calls are laid out in rows of so many, so that more of them fit a window."""
    places = {
        node: (240.0 * (index % columns), STEP * (index // columns))
        for index, node in enumerate(design.main.nodes)
    }
    return replace(design, positions={MAIN: places})


_CONV_INITIALIZER = {
    "class_name": "keras.initializers.VarianceScaling",
    "config": {"scale": 2.0, "mode": "fan_out", "distribution": "truncated_normal"},
}

# EfficientNetB0, which width and depth scale: kernel, repeats, filters out, expansion, strides.
_STAGES = [
    (3, 1, 16, 1, 1),
    (3, 2, 24, 6, 2),
    (5, 2, 40, 6, 2),
    (3, 3, 80, 6, 2),
    (5, 3, 112, 6, 1),
    (5, 4, 192, 6, 2),
    (3, 1, 320, 6, 1),
]


def _filters(filters: int, width: float) -> int:
    """EfficientNet's rounding of a filter count to a multiple of eight."""
    wanted = filters * width
    rounded = max(8, int(wanted + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * wanted else rounded
