/** The way of every edge of a graph and the place of its label, once all nodes have their places. */

import type { Places } from "../layout/layoutProblem";
import { bestRoute, directRoute, type End, Lanes, REACH, type Span } from "./edgeRoutes";
import type { EdgeView } from "./edgeViews";
import { PORT, type Point, type Rect, rectOf } from "./geometry";
import type { GraphView } from "./graphView";
import { freeSpots, Labels, placeLabel } from "./labelPlacement";
import type { NodeView } from "./nodeView";
import { Obstacles } from "./obstacles";
import { reuse, sameItems } from "./reuse";

/** How an edge is drawn: its ends, its inner corners, and where its label stands if there is room. */
export interface Way {
  from: End;
  corners: Point[];
  to: End;
  label: Point | null;
}

type Rects = ReadonlyMap<string, Rect>;

/** The ways of a graph, and what they were found from. */
export interface Ways {
  view: GraphView;
  byEdge: ReadonlyMap<string, Way>;
  drafts: ReadonlyMap<string, Draft>;
  rects: Rects;
}

/** An edge's way without its label, and what it was found from. */
interface Draft {
  /** The nodes at its ends and where they stand. */
  ends: [NodeView | undefined, NodeView | undefined, Rect | undefined, Rect | undefined];
  span: Span;
  /** Its corners, were it the only edge. */
  alone: Point[];
  corners: Point[];
  /** The places for its label, as far as they were looked for. */
  spots: Spots | null;
}

/** From so many changes on, as when a graph is laid out anew, all is looked for again. */
const MANY = 50;

/**
 * The way of every edge.
 *
 * @param before The ways before a change: only what it may concern is looked for again.
 */
export function edgeWays(view: GraphView, places: Places, before: Ways | null): Ways {
  const rects = rectsOf(view, places, before?.rects);
  const changed = changedHeights(before?.rects, rects);
  if (before && changed.length === 0 && samePorts(before.view, view)) return { ...before, view };
  const concerned = ({ source, target }: Span) => {
    const [from, to] = [Math.min(source.y, target.y) - REACH, Math.max(source.y, target.y) + REACH];
    return changed.length > MANY || changed.some(([top, end]) => from < end && top < to);
  };
  let found: Obstacles | null = null;
  const index = () => {
    found ??= new Obstacles(rects.values());
    return found;
  };
  const drafts = new Map<string, Draft>();
  const lanes = new Lanes();
  for (const edge of view.edges) {
    const old = before?.drafts.get(edge.id);
    const same = old && sameEnds(old.ends, edge, view, rects);
    const ends = same ? old.ends : endsOf(edge, view, rects);
    const span = same ? old.span : reuse(old?.span, spanOf(edge, view, rects));
    if (!span) continue;
    const stays = old?.span === span && !concerned(span);
    const alone = stays ? old.alone : bestRoute(span, index());
    const corners = reuse(old?.corners, lanes.setApart(alone, span));
    const whole = stays && corners === old.corners;
    if (whole) drafts.set(edge.id, same ? old : { ...old, ends });
    else drafts.set(edge.id, { ends, span, alone, corners, spots: null });
  }
  return { view, byEdge: labelled(view, drafts, index, before), drafts, rects };
}

/** The ways with their labels, of which each has its place where those before it leave room. */
function labelled(
  { edges }: GraphView,
  drafts: Map<string, Draft>,
  index: () => Obstacles,
  before: Ways | null,
): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const taken = new Labels();
  const told = new Set<string>();
  for (const { id, label: text } of edges) {
    const draft = drafts.get(id);
    if (!draft) continue;
    const { corners } = draft;
    const { source: from, target: to } = draft.span;
    const tensor = `${text} ${from.x} ${from.y}`;
    let label: Point | null = null;
    // A tensor that goes to several nodes is labelled at one edge only.
    if (text && !told.has(tensor)) {
      if (draft.spots?.text !== text)
        draft.spots = new Spots([from, ...corners, to], text, index());
      label = placeLabel(draft.spots, taken);
    }
    if (label) told.add(tensor);
    const old = before?.byEdge.get(id);
    const same = old?.from === from && old.to === to && old.corners === corners;
    ways.set(id, same && samePoint(old.label, label) ? old : { from, corners, to, label });
  }
  const same = before && sameItems([...before.byEdge.values()], [...ways.values()]);
  return same ? before.byEdge : ways;
}

/** The free places of a label, each of them looked for once. */
class Spots implements Iterable<Rect> {
  readonly text: string;
  readonly #found: Rect[] = [];
  readonly #rest: Iterator<Rect>;

  constructor(points: Point[], text: string, index: Obstacles) {
    this.text = text;
    this.#rest = freeSpots(points, text, index);
  }

  *[Symbol.iterator](): Iterator<Rect> {
    for (let i = 0; ; i += 1) {
      if (i === this.#found.length) {
        const { value, done } = this.#rest.next();
        if (done) return;
        this.#found.push(value);
      }
      yield this.#found[i] as Rect;
    }
  }
}

/** Where the nodes are; one that has not moved has the same rectangle as before. */
function rectsOf(
  { nodes }: Pick<GraphView, "nodes">,
  places: Places,
  before?: Rects,
): Map<string, Rect> {
  const rects = new Map<string, Rect>();
  for (const { id, width, height } of nodes) {
    const place = places[id];
    if (!place) continue;
    const rect = rectOf(place, width, height);
    const old = before?.get(id);
    rects.set(id, old && sameRect(old, rect) ? old : rect);
  }
  return rects;
}

/** Whether two views have the same edges between the same ports, whatever is written on the nodes. */
function samePorts(before: GraphView, { nodes, edges }: GraphView): boolean {
  return (
    edges === before.edges &&
    nodes.every((node) => {
      const old = before.byId.get(node.id);
      if (old === undefined || old === node) return old === node;
      return samePlaces(old.inputs, node.inputs) && samePlaces(old.outputs, node.outputs);
    })
  );
}

type Port = Point & { id: string };

function samePlaces(before: Port[], after: Port[]): boolean {
  return (
    before.length === after.length &&
    before.every((port, i) => port.id === after[i]?.id && samePoint(port, after[i]))
  );
}

function samePoint(a: Point | null | undefined, b: Point | null | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y;
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** From where to where nodes have come, gone, moved or grown. */
function changedHeights(before: Rects = new Map(), after: Rects): [number, number][] {
  const heights: [number, number][] = [];
  const note = ({ y, height }: Rect) => heights.push([y, y + height]);
  for (const [id, rect] of before) if (after.get(id) !== rect) note(rect);
  for (const [id, rect] of after) if (before.get(id) !== rect) note(rect);
  return heights;
}

function endsOf({ source, target }: EdgeView, { byId }: GraphView, rects: Rects): Draft["ends"] {
  return [byId.get(source), byId.get(target), rects.get(source), rects.get(target)];
}

function sameEnds(
  [from, to, above, below]: Draft["ends"],
  { source, target }: EdgeView,
  { byId }: GraphView,
  rects: Rects,
): boolean {
  return (
    byId.get(source) === from &&
    byId.get(target) === to &&
    rects.get(source) === above &&
    rects.get(target) === below
  );
}

/**
 * The ways of some edges while one of their nodes is being dragged: no look at what is between.
 *
 * @param dragged Where those nodes are.
 */
export function directWays(
  view: GraphView,
  edges: readonly EdgeView[],
  places: Places,
  dragged: Places,
): Way[] {
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = [...ends].flatMap((id) => view.byId.get(id) ?? []);
  const now = nodes.map(({ id }): [string, Places[string]] => [
    id,
    dragged[id] ?? places[id] ?? [0, 0],
  ]);
  const rects = rectsOf({ nodes }, Object.fromEntries(now));
  return edges.flatMap((edge) => {
    const span = spanOf(edge, view, rects);
    if (!span) return [];
    return [{ from: span.source, corners: directRoute(span), to: span.target, label: null }];
  });
}

function spanOf(edge: EdgeView, view: GraphView, rects: Rects): Span | null {
  const source = sourceEnd(edge, view, rects);
  const target = targetEnd(edge, view, rects);
  return source && target ? { id: edge.id, source, target } : null;
}

function sourceEnd(edge: EdgeView, view: GraphView, rects: Rects): End | null {
  const rect = rects.get(edge.source);
  const port = view.byId.get(edge.source)?.outputs.find(({ id }) => id === edge.sourcePort);
  if (!rect || !port) return null;
  return { node: edge.source, side: "bottom", x: rect.x + port.x, y: rect.y + port.y + PORT / 2 };
}

function targetEnd(edge: EdgeView, view: GraphView, rects: Rects): End | null {
  const rect = rects.get(edge.target);
  const port = view.byId.get(edge.target)?.inputs.find(({ id }) => id === edge.targetPort);
  if (!rect || !port) return null;
  const { side } = port;
  const x = rect.x + port.x + (side === "right" ? PORT / 2 : 0);
  const y = rect.y + port.y - (side === "top" ? PORT / 2 : 0);
  return { node: edge.target, side, x, y };
}
