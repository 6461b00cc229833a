/** Where a node's problems are told: under it or beside it, wherever they cover nothing. */

import type { Diagnostic } from "../../../shared/document";
import type { Places } from "../layout/layoutProblem";
import { type Rect, rectOf } from "./geometry";
import type { GraphView } from "./graphView";
import type { NodeView } from "./nodeView";
import { Obstacles } from "./obstacles";

/** `sign`: there is no room, and a sign stands at the node until it is pointed at or selected. */
export type CalloutSide = "right" | "left" | "below" | "sign";

export const CALLOUT_WIDTH = 264;

/** How far from its node. */
const GAP = { beside: 18, below: 10, pill: 42 };

/** What text takes in it: characters in a line, and the heights of lines and other parts. */
const CHARACTERS = 38;
const LINE = 16.5;
const MOST_LINES = 3;
const PADDING = 12;
const BUTTON = 26;

/** What is told of a node before it is selected: advice waits, a placeholder is drawn as one. */
export function toldProblems({ problems }: Pick<NodeView, "problems">): Diagnostic[] {
  return problems.filter(({ severity, code }) => severity !== "advice" && code !== "placeholder");
}

/** Where problems are told: the side of each node, and what is covered by those that are shown. */
export interface Callouts {
  sides: ReadonlyMap<string, CalloutSide>;
  boxes: ReadonlyMap<string, Rect>;
}

/** For each node that has something to tell; in the order of the graph, so that none moves. */
export function placedCallouts(view: GraphView, places: Places): Callouts {
  const telling = view.nodes.filter((node) => toldProblems(node).length > 0);
  if (telling.length === 0) return NONE;
  const sides = new Map<string, CalloutSide>();
  const boxes = new Map<string, Rect>();
  const rects: Rect[] = [];
  for (const { id, width, height, pills } of view.nodes) {
    const place = places[id];
    if (place) rects.push(rectOf(place, width, height + (pills.length > 0 ? GAP.pill - 10 : 0)));
  }
  const nodes = new Obstacles(rects);
  for (const node of telling) {
    const place = places[node.id];
    if (!place) continue;
    const free = SIDES.find((side) => {
      const rect = calloutRect(node, place, side);
      if (nodes.covers(rect) || [...boxes.values()].some((other) => meet(rect, other)))
        return false;
      boxes.set(node.id, rect);
      return true;
    });
    sides.set(node.id, free ?? "sign");
  }
  return { sides, boxes };
}

const NONE: Callouts = { sides: new Map(), boxes: new Map() };

/** Under the node first: what is beside it may be out of sight in a narrow window. */
const SIDES = ["below", "right", "left"] as const;

function calloutRect(
  node: NodeView,
  [x, y]: readonly [number, number],
  side: (typeof SIDES)[number],
): Rect {
  const width = CALLOUT_WIDTH;
  const height = heightOf(toldProblems(node));
  if (side === "below") {
    const gap = node.pills.length > 0 ? GAP.pill : GAP.below;
    return { x: x - width / 2, y: y + node.height + gap, width, height };
  }
  const middle = y + (node.height - height) / 2;
  const beside = node.width / 2 + GAP.beside;
  return { x: side === "right" ? x + beside : x - beside - width, y: middle, width, height };
}

/** The height of what is told, by the length of its text. */
function heightOf([first, ...more]: Diagnostic[]): number {
  const lines = Math.min(MOST_LINES, Math.ceil((first?.message.length ?? 0) / CHARACTERS));
  return PADDING + lines * LINE + (first?.fix ? BUTTON : 0) + (more.length > 0 ? LINE : 0);
}

function meet(a: Rect, b: Rect): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}
