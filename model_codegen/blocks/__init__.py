"""Ready blocks: parts that models are made of again and again, each from the paper that has it.

An entry is a design file beside this module and a line in `_ENTRIES`, whose order the palette
follows. The design's one definition of the entry's name is the block, with parameters for whatever
uses differ in; its main model is an example that uses it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design
from model_codegen.design.wording import offer


@dataclass(frozen=True)
class ReadyBlock:
    """One line of the palette.

    Attributes:
        name: What `load` takes, also the id of the definition and the stem of the design file.
        title: A short name for people.
        summary: One sentence: what it does.
        paper: Where it comes from: authors, title, year.
        link: Where the paper is found.
    """

    name: str
    title: str
    summary: str
    paper: str
    link: str


def entries() -> tuple[ReadyBlock, ...]:
    """All blocks, those for images first."""
    return tuple(ReadyBlock(name, *texts) for name, texts in _ENTRIES.items())


def names() -> tuple[str, ...]:
    """The names of all blocks, in the order of `entries`."""
    return tuple(_ENTRIES)


def load(name: str) -> Design:
    """Return the design of a block: its definition, and a main model that uses it once.

    Raises:
        DesignError: If there is no block of that name; the message offers the nearest ones.
    """
    return loads(text(name))


def text(name: str) -> str:
    """Return the design file of a block, byte for byte as it is stored.

    Raises:
        DesignError: If there is no block of that name; the message offers the nearest ones.
    """
    if name not in _ENTRIES:
        raise DesignError(f"There is no ready block {name!r}. {offer(name, _ENTRIES)}")
    return resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")


_HE = (
    "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015",
    "https://arxiv.org/abs/1512.03385",
)
_SANDLER = (
    "Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: Inverted Residuals and Linear "
    "Bottlenecks, 2018",
    "https://arxiv.org/abs/1801.04381",
)
_VASWANI = (
    "Vaswani et al.: Attention Is All You Need, 2017",
    "https://arxiv.org/abs/1706.03762",
)
_RONNEBERGER = (
    "Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image "
    "Segmentation, 2015",
    "https://arxiv.org/abs/1505.04597",
)

_ENTRIES: Mapping[str, tuple[str, str, str, str]] = {
    "conv_bn_relu": (
        "Conv-BN-ReLU",
        "A convolution without a bias, batch normalization right after it, then relu.",
        "Ioffe, Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing "
        "Internal Covariate Shift, 2015",
        "https://arxiv.org/abs/1502.03167",
    ),
    "residual_block": (
        "Residual block",
        "Two convolutions learn what to add to their input; channels and size stay as they are.",
        *_HE,
    ),
    "residual_down_block": (
        "Residual block down",
        "A residual block whose strides shrink the picture and whose shortcut is a 1x1 "
        "convolution, so that the shapes agree.",
        *_HE,
    ),
    "bottleneck_block": (
        "Bottleneck",
        "A residual block that computes on a quarter of its channels: 1x1 down, 3x3, 1x1 back up.",
        *_HE,
    ),
    "bottleneck_down_block": (
        "Bottleneck down",
        "A bottleneck block whose strides shrink the picture, with a 1x1 convolution as shortcut.",
        *_HE,
    ),
    "inverted_residual_block": (
        "Inverted residual",
        "Channels are expanded, filtered one by one, and projected back without a nonlinearity; "
        "the shortcut joins the thin ends.",
        *_SANDLER,
    ),
    "inverted_residual_down_block": (
        "Inverted residual down",
        "Expands, filters with strides and projects to other channels, so it has no shortcut.",
        *_SANDLER,
    ),
    "squeeze_and_excite": (
        "Squeeze-and-excite",
        "Weighs each channel by what the whole picture has in all of them.",
        "Hu, Shen, Albanie, Sun, Wu: Squeeze-and-Excitation Networks, 2017",
        "https://arxiv.org/abs/1709.01507",
    ),
    "unet_down": (
        "U-Net down",
        "Two convolutions, then pooling; what was before the pooling is handed on, too, for the "
        "way up.",
        *_RONNEBERGER,
    ),
    "unet_up": (
        "U-Net up",
        "Doubles the picture, joins it with what the way down handed on, and convolves twice.",
        *_RONNEBERGER,
    ),
    "transformer_encoder": (
        "Transformer encoder",
        "Every position looks at all others, then each passes through two Dense layers; both "
        "parts are residual and normalized.",
        *_VASWANI,
    ),
    "transformer_decoder": (
        "Transformer decoder",
        "Looks back at what came before, then at what the encoder returned, then through two "
        "Dense layers.",
        *_VASWANI,
    ),
    "attention_pooling": (
        "Attention pooling",
        "Makes one vector of a sequence or a set: a mean whose weights are learned.",
        "Ilse, Tomczak, Welling: Attention-based Deep Multiple Instance Learning, 2018",
        "https://arxiv.org/abs/1802.04712",
    ),
    "lstm_encoder": (
        "LSTM encoder",
        "Reads a sequence and returns what it thought at each step, and its last two states, "
        "for a decoder to begin with.",
        "Sutskever, Vinyals, Le: Sequence to Sequence Learning with Neural Networks, 2014",
        "https://arxiv.org/abs/1409.3215",
    ),
    "mlp": (
        "MLP",
        "A multilayer perceptron: two Dense layers, each with dropout.",
        "Rumelhart, Hinton, Williams: Learning representations by back-propagating errors, 1986",
        "https://doi.org/10.1038/323533a0",
    ),
}
