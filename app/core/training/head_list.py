"""The heads and inputs of the design on the canvas, as far as its analysis knows them."""

from __future__ import annotations

from typing import Any

from app.core.number_text import shape
from app.core.session.session import Session
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import TensorRef
from model_codegen.design.head_names import head_names, input_names
from model_codegen.design.training import Training


def names(session: Session) -> list[str]:
    """The names of all heads, in order."""
    return [name for name, _ in heads(session)]


def heads(session: Session) -> list[tuple[str, TensorRef]]:
    """All heads with the tensors that they are, in order."""
    return head_names(session.design, _counts(session))


def inputs(session: Session) -> list[tuple[str, TensorRef]]:
    """All inputs with the tensors that they are, in order."""
    return [(name, TensorRef(node)) for name, node in input_names(session.design)]


def shape_text(session: Session, name: str) -> str:
    """The shape of a head and its activation's, `(None, 10)`; empty where it is not known."""
    found = next((spec(session, ref) for one, ref in heads(session) if one == name), None)
    return "" if found is None else f"{shape(found['shape'])} {found['dtype']}"


def spec(session: Session, ref: TensorRef) -> dict[str, Any] | None:
    """Shape and dtype of a tensor; None where they are not known."""
    outputs = _outputs(session, ref.node)
    return outputs[ref.index] if ref.index < len(outputs) else None


def labels(training: Training, name: str) -> list[str]:
    """The labels of what a head learns; empty where it learns none."""
    data = training.data
    feed = data.targets.get(name) if data else None
    if data is None or feed is None or len(feed.fields) != 1:
        return []
    facts = data.fields.get(feed.fields[0])
    return [] if facts is None else [*facts.labels]


def _counts(session: Session) -> dict[str, int]:
    """How many tensors each call returns, of those that the analysis knows."""
    return {
        node: len(found["outputs"])
        for node, found in _nodes(session).items()
        if found.get("outputs") is not None
    }


def _outputs(session: Session, node: str) -> list[dict[str, Any]]:
    return _nodes(session).get(node, {}).get("outputs") or []


def _nodes(session: Session) -> dict[str, dict[str, Any]]:
    """What the analysis knows of each call of the main graph."""
    analysed = session.analysed
    return {} if analysed is None else analysed.result["graphs"][MAIN]["nodes"]
