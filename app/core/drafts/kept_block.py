"""`KeptBlock`: a block that an owner keeps, as a design whose main model uses it once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads, to_json
from model_codegen.design.graph import Design, SubModel

MOST_BYTES = 512 * 1024
"""The largest block that is kept, as compact JSON."""

LONGEST_TITLE = 60


@dataclass(frozen=True)
class KeptBlock:
    """A block of an owner's.

    Attributes:
        id: Unguessable, though only its owner is served with it.
        title: What the palette calls it.
        design: The JSON of a design whose main model uses the block once.
    """

    id: str
    title: str
    design: dict[str, Any]


def read_block(text: str) -> dict[str, Any]:
    """Return the JSON of a design that holds a block; see `KeptBlock.design`.

    Raises:
        DesignError: With a sentence, if it is no design, or none whose main model is one block.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise DesignError(
            f"It has {size / 1024:,.0f} KB, and a block that is kept has at most "
            f"{MOST_BYTES // 1024} KB. Save the design as a file instead."
        )
    design = loads(text)
    if root_of(design) is None:
        raise DesignError("It is not a block: its main model is more, or less, than one block.")
    return to_json(design)


def root_of(design: Design) -> str | None:
    """The id of the definition that a block's main model uses; None where that is no block."""
    called = {node.operation for node in design.main.nodes.values()}
    blocks = [
        operation.model
        for key, operation in design.main.operations.items()
        if key in called and isinstance(operation, SubModel)
    ]
    return blocks[0] if len(blocks) == 1 and blocks[0] in design.models else None


def checked_title(title: str) -> str:
    """A title as it is kept.

    Raises:
        DesignError: If it is empty or too long.
    """
    title = " ".join(title.split())
    if not title:
        raise DesignError("A block needs a name.")
    if len(title) > LONGEST_TITLE:
        raise DesignError(f"The name of a block has at most {LONGEST_TITLE} letters.")
    return title
