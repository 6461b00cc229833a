"""Signatures of calls: equal if and only if nothing that matters differs."""

from __future__ import annotations

import pytest

from model_codegen.analysis.call_signature import UnknownTensorError, fingerprint, signature
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import Missing, Node, TensorRef

SYMBOLS = {
    "a": (Symbol((None, 4), "float32"),),
    "b": (Symbol((None, 4), "float32"),),
    "c": (Symbol((None, 4), "float32", mask=Symbol((None,), "bool")),),
    "d": (Symbol((None, 4), "float32"), Symbol((None, 2), "int32")),
}


def sign(*args: object, **kwargs: object) -> object:
    return signature(Node("o", args, kwargs), SYMBOLS)  # type: ignore[arg-type]


def ref(node: str, index: int = 0) -> TensorRef:
    return TensorRef(node, index)


def test_a_tensor_counts_by_what_it_is_not_by_where_it_comes_from() -> None:
    assert sign(ref("a")) == sign(ref("b")) == sign(ref("d"))
    assert sign([ref("a"), ref("b")]) == sign([ref("a"), ref("a")])


def test_structure_masks_and_names_count() -> None:
    different = [
        sign(ref("a")),
        sign(ref("c")),
        sign(ref("d", 1)),
        sign([ref("a")]),
        sign((ref("a"),)),
        sign({"k": ref("a")}),
        sign(ref("a"), ref("a")),
        sign([ref("a"), ref("a")]),
        sign(ref("a"), Missing()),
        sign(ref("a"), None),
        sign(ref("a"), training=True),
        sign(ref("a"), training=1),
        sign(ref("a"), mask=ref("a")),
    ]
    assert len(set(different)) == len(different)


@pytest.mark.parametrize("gone", [ref("z"), ref("a", 1), ref("a", -1)])
def test_a_tensor_nobody_knows_is_no_signature(gone: TensorRef) -> None:
    with pytest.raises(UnknownTensorError):
        sign([ref("a"), gone])


def test_a_fingerprint_tells_types_apart_and_stays_short() -> None:
    values = [{"a": 1}, {"a": 1.0}, {"a": True}, {"a": "1"}, {"a": None}, {"a": [1]}, {"a": (1,)}]
    assert len({fingerprint(value) for value in values}) == len(values)
    long, longer = fingerprint("a" * 10**6), fingerprint("a" * (10**6 + 1))
    assert long != longer
    assert len(long) < 5_000
