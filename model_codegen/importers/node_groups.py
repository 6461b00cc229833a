"""Groups of the nodes of a graph that are drawn as one, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass
class NodeGroup:
    """Some nodes that are drawn together, and groups among them."""

    title: str
    nodes: list[str]
    inner: list[NodeGroup] = field(default_factory=list)


def with_loose(
    groups: Sequence[NodeGroup], nodes: Sequence[str], sources: Mapping[str, Sequence[str]]
) -> list[NodeGroup]:
    """The groups with those nodes that belong to one: activations and sums without a name.

    A node joins a group that it takes tensors of and gives tensors to; a merge, the last group that
    it takes a tensor of; a shortcut, the one group that it leads to beside what else does.

    Args:
        groups: At most two deep.
        nodes: All nodes, producers first.
        sources: The nodes that each takes tensors of.
    """
    leaves = [leaf for group in groups for leaf in (group.inner or [group])]
    owner = {node: index for index, leaf in enumerate(leaves) for node in leaf.nodes}
    place = {node: at for at, node in enumerate(nodes)}
    consumers: dict[str, list[str]] = {node: [] for node in nodes}
    for node in nodes:
        for source in sources[node]:
            if source in consumers:
                consumers[source].append(node)
    loose = [node for node in nodes if node not in owner]
    below: dict[str, set[int]] = {}
    for node in reversed(loose):
        below[node] = _owners(consumers[node], owner, below)
    above: dict[str, set[int]] = {}
    for node in loose:
        above[node] = _owners(sources[node], owner, above)
        both = above[node] & below[node]
        merged = above[node] if len(set(sources[node])) > 1 else both
        if merged:
            owner[node] = max(both or merged, key=lambda one: place[leaves[one].nodes[-1]])
    entrances: dict[int, set[str]] = {}
    for node, own in owner.items():
        outside = {source for source in sources[node] if owner.get(source) != own}
        entrances.setdefault(own, set()).update(outside)
    for node in reversed(loose):
        fed = {owner.get(one, -1) for one in consumers[node]}
        if node in owner or not above[node] or len(fed) != 1 or -1 in fed:
            continue
        own = fed.pop()
        if len(entrances[own]) > 1:
            owner[node] = own
            entrances[own] = (entrances[own] - {node}) | set(sources[node])
    return _with_owners(groups, nodes, owner)


def _owners(
    nodes: Iterable[str], owner: Mapping[str, int], known: Mapping[str, set[int]]
) -> set[int]:
    """The groups of some nodes, or those that loose ones among them lead to."""
    found: set[int] = set()
    for node in nodes:
        if node in owner:
            found.add(owner[node])
        else:
            found |= known.get(node, set())
    return found


def _with_owners(
    groups: Sequence[NodeGroup], nodes: Sequence[str], owner: Mapping[str, int]
) -> list[NodeGroup]:
    members: dict[int, list[str]] = {}
    for node in nodes:
        if node in owner:
            members.setdefault(owner[node], []).append(node)
    place = {node: at for at, node in enumerate(nodes)}
    found: list[NodeGroup] = []
    leaf = 0
    for group in groups:
        if not group.inner:
            found.append(replace(group, nodes=members.get(leaf, group.nodes)))
            leaf += 1
            continue
        inner = [
            replace(one, nodes=members.get(leaf + index, one.nodes))
            for index, one in enumerate(group.inner)
        ]
        leaf += len(inner)
        taken = {node for one in inner for node in one.nodes}
        rest = [node for node in group.nodes if node not in owner]
        whole = sorted(taken.union(rest), key=place.__getitem__)
        found.append(replace(group, nodes=whole, inner=inner))
    return found


def convex(groups: Sequence[NodeGroup], sources: Mapping[str, Sequence[str]]) -> list[NodeGroup]:
    """The groups that no path leaves and comes back to, so that each can be drawn as one node.

    Args:
        groups: Groups without common nodes; those inside of one that goes take its place.
        sources: The nodes that each takes tensors of.
    """
    kept = list(groups)
    while kept:
        owner = {node: index for index, group in enumerate(kept) for node in group.nodes}
        looped = _looped(owner, sources)
        if not looped:
            break
        # The smallest of those in a loop goes: what is left may have none.
        index = min(looped, key=lambda one: len(kept[one].nodes))
        kept = [*kept[:index], *kept[index].inner, *kept[index + 1 :]]
    return [
        replace(group, inner=convex(group.inner, {node: sources[node] for node in group.nodes}))
        for group in kept
    ]


def _looped(owner: Mapping[str, int], sources: Mapping[str, Sequence[str]]) -> set[int]:
    """The groups that are in a loop once each of them is one node."""
    before: dict[object, set[object]] = {}
    for node, feeding in sources.items():
        here: object = owner.get(node, node)
        there = {owner.get(one, one) for one in feeding if one in sources}
        before.setdefault(here, set()).update(there - {here})
    after: dict[object, list[object]] = {}
    for key, found in before.items():
        for one in found:
            after.setdefault(one, []).append(key)
    waiting = {key: len(found) for key, found in before.items()}
    free = [key for key, count in waiting.items() if count == 0]
    while free:
        done = free.pop()
        del waiting[done]
        for key in after.get(done, ()):
            waiting[key] -= 1
            if waiting[key] == 0:
                free.append(key)
    return {key for key in waiting if isinstance(key, int)}
