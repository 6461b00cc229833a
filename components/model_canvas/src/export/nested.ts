/** Walks the nodes of a drawing in its frames, as texts that have groups within groups need it. */

import type { Drawing, DrawnFrame, DrawnNode } from "./drawing";

interface Steps {
  node(node: DrawnNode, depth: number): void;
  open(frame: DrawnFrame, number: number, depth: number): void;
  close(depth: number): void;
}

/** A frame, with what is in it and in no frame within it. */
interface Group {
  frame: DrawnFrame | null;
  number: number;
  groups: Group[];
  nodes: DrawnNode[];
}

/**
 * Go through all nodes, each once. Frames that overlap without one being in the other cannot both be
 * groups: the smaller one keeps what both have.
 */
export function nested({ nodes, frames }: Drawing, steps: Steps): void {
  const all: Group = { frame: null, number: 0, groups: [], nodes: [] };
  const groups = frames.map((frame, number): Group => ({ frame, number, groups: [], nodes: [] }));
  // Larger ones come first: the last that holds all of another is the one around it.
  groups.forEach((group, index) => {
    const inside = group.frame?.nodes ?? [];
    const around = groups.slice(0, index).findLast(({ frame }) => holds(frame, inside));
    (around ?? all).groups.push(group);
  });
  for (const node of nodes) {
    const own = groups.findLast(({ frame }) => holds(frame, [node.view.id]));
    (own ?? all).nodes.push(node);
  }
  walk(all, 0, steps);
}

function walk(group: Group, depth: number, steps: Steps): void {
  for (const inner of group.groups) {
    if (inner.frame === null) continue;
    steps.open(inner.frame, inner.number, depth);
    walk(inner, depth + 1, steps);
    steps.close(depth);
  }
  for (const node of group.nodes) steps.node(node, depth);
}

function holds(frame: DrawnFrame | null, nodes: readonly string[]): boolean {
  return frame !== null && nodes.every((id) => frame.nodes.includes(id));
}
