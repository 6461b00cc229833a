"""What stands on the canvas about calls, comments and frames, once code was read anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Comment, Design, Frame
from model_codegen.emitters.comments import comment_lines

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """Where a graph of a result comes from.

    Attributes:
        source: The graph of the new design.
        ids: By call of that: its id in the result.
        nodes: The calls of the result.
        silent: Those of which source says nothing, whatever is said on the canvas.
    """

    source: str
    ids: Mapping[str, str]
    nodes: Set[str]
    silent: Set[str]


def kept_words(
    old: Mapping[str, Mapping[str, T]],
    new: Mapping[str, Mapping[str, T]],
    told: Mapping[str, Told | None],
    kept: Callable[[Mapping[str, T], Mapping[str, T], Told], Mapping[str, T]],
) -> dict[str, Mapping[str, T]]:
    """What stands on the canvas about the calls of a result, by graph.

    Args:
        old: The same of the old design.
        new: The same of the new one.
        told: By graph of the result: where it comes from; None if it is of the old design.
        kept: What becomes of that of one graph, with that of the new one: `kept_comments` or
            `kept_frames`.
    """
    found = {}
    for key, source in told.items():
        before = old.get(key, {})
        now = before if source is None else kept(before, new.get(source.source, {}), source)
        if now:
            found[key] = now
    return found


def kept_comments(
    old: Mapping[str, Comment], new: Mapping[str, Comment], told: Told
) -> dict[str, Comment]:
    """The comments of a graph: those on the canvas, with what the source says about calls.

    Args:
        old: What was there before.
        new: What was read.
        told: How the graphs belong together.
    """
    said: dict[str, list[str]] = {}
    for comment in new.values():
        if comment.node in told.ids:
            said.setdefault(told.ids[comment.node or ""], []).extend(comment.text.split("\n"))
    before: dict[str, list[str]] = {}
    for _, comment in sorted(old.items()):
        if comment.node is not None:
            before.setdefault(comment.node, []).extend(comment_lines(comment.text))
    found: dict[str, Comment] = {}
    for key, comment in old.items():
        node = comment.node
        if node is None:
            found[key] = comment
        elif node in told.nodes:
            if before.get(node) == said.get(node) or (node in told.silent and node not in said):
                found[key] = comment
                continue
            lines = said.get(node)
            if lines is not None and not any(c.node == node for c in found.values()):
                found[key] = replace(comment, text="\n".join(lines))
    for node, lines in said.items():
        if all(comment.node != node for comment in found.values()):
            key, count = f"about_{node}", 1
            while key in found or key in old:
                count += 1
                key = f"about_{node}_{count}"
            found[key] = Comment("\n".join(lines), node)
    return found


def kept_frames(old: Mapping[str, Frame], new: Mapping[str, Frame], told: Told) -> dict[str, Frame]:
    """The frames of a graph as they were, around what is left of their calls.

    What is new in a function of the source comes into the frame that has its name.

    Args:
        old: What was there before.
        new: What was read.
        told: How the graphs belong together.
    """
    read = [
        (frame.title, [told.ids[node] for node in frame.nodes if node in told.ids])
        for frame in new.values()
    ]
    found: dict[str, Frame] = {}
    for key, frame in old.items():
        nodes = [node for node in frame.nodes if node in told.nodes]
        for title, inside in read:
            if title == frame.title and not {*inside}.isdisjoint(nodes):
                others = {n for f in old.values() if f is not frame for n in f.nodes}
                nodes += [n for n in inside if n not in nodes and n not in others]
        if nodes or not frame.nodes:
            found[key] = (
                frame if tuple(nodes) == frame.nodes else replace(frame, nodes=tuple(nodes))
            )
    return found


def with_remarks(design: Design, remarks: Sequence[str]) -> Design:
    """The design with comments on the canvas that are about no call, each once.

    Args:
        design: The design.
        remarks: The comments.
    """
    there = dict(design.comments.get(MAIN, {}))
    known = {comment.text for comment in there.values()}
    places = design.positions.get(MAIN, {}).values()
    left = min((x for x, _ in places), default=0.0)
    top = min((y for _, y in places), default=0.0)
    for text in remarks:
        if text in known or not text.strip():
            continue
        known.add(text)
        count = 1
        while (key := f"remark_{count}") in there:
            count += 1
        there[key] = Comment(text, position=(left, top - 120.0 * (len(there) + 1)))
    return replace(design, comments={**design.comments, MAIN: there}) if there else design
