"""Parts of a graph between tensors that alone lead on."""

from __future__ import annotations

from model_codegen.importers.graph_sections import sections, units


def chain(*blocks: str) -> tuple[list[str], dict[str, list[str]], dict[str, str]]:
    """Nodes in a row; an `r` is a branch of two with a sum."""
    order: list[str] = []
    sources: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    last: list[str] = []

    def add(kind: str, *feeding: str) -> str:
        node = f"{kind}{len(order)}"
        order.append(node)
        sources[node] = list(feeding)
        kinds[node] = kind
        return node

    for block in blocks:
        if block == "r":
            left = add("a", *last)
            right = add("b", left)
            last = [add("+", right, *last)]
        else:
            last = [add(block, *last)]
    return order, sources, kinds


def test_sections_end_where_one_tensor_alone_leads_on() -> None:
    order, sources, _ = chain("x", *"rrrrrrrr", "y")
    found = sections(order, sources)
    assert [len(part) for part in found] == [1, *[3] * 8, 1]
    assert [node for part in found for node in part] == order


def test_a_graph_without_such_places_is_one() -> None:
    order = [str(k) for k in range(20)]
    sources = {node: order[:k] for k, node in enumerate(order)}
    assert sections(order, sources) == [order]
    assert sections([], {}) == [[]]


def test_units_are_what_repeats() -> None:
    order, sources, kinds = chain("x", *"rprprprp", "y")
    found = units(sections(order, sources), kinds)
    assert [len(unit) for unit in found] == [1, 4, 4, 4, 4, 1]
