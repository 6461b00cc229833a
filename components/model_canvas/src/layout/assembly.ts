/** Lays out the parts of a graph (see `partition`) and puts them together. */

import type { LayoutProblem, Places } from "./layoutProblem";
import { COLUMN_GAP, ROW_GAP } from "./layoutProblem";
import { type Part, parts, pieces } from "./partition";
import { boundsOf } from "./screen";
import { drawnAsU, levelsOf, uShapeOf } from "./uShape";
import { wrapped } from "./wrapping";

/** Lays out one part: top centres of its nodes, wherever its origin is. */
type Method = (part: Part) => Places;

/** Where the nodes of a part stand, from its entry, by its signature. */
export type Shapes = Map<string, number[][]>;

/** More than the parts of any one model; so many are kept at most. */
const MOST_SHAPES = 2000;

/**
 * Lay a graph out: its pieces side by side, largest first, and of each the parts below each other,
 * in as many columns as a screen wants; a U-Net as a U.
 *
 * @param known Parts that this method laid out before; those of this graph are added.
 */
export function arranged(problem: LayoutProblem, method: Method, known: Shapes): Places {
  if (known.size > MOST_SHAPES) known.clear();
  const column = (piece: LayoutProblem) => pieceLaidOut(piece, method, known);
  return sideBySide(problem, (piece) => {
    const u = uShapeOf(piece);
    if (u === null) return wrapped(piece, column(piece));
    return drawnAsU(u, (level) => sideBySide(level, column));
  });
}

/** The connected pieces of a graph beside each other, largest first. */
function sideBySide(problem: LayoutProblem, layOut: (piece: LayoutProblem) => Places): Places {
  const places: Places = {};
  let left = 0;
  const found = pieces(problem).sort((a, b) => b.nodes.length - a.nodes.length);
  for (const piece of found) {
    const here = layOut(piece);
    const box = boundsOf(piece, here);
    for (const [id, [x, y]] of Object.entries(here))
      places[id] = [x - box.left + left, y - box.top];
    left += box.right - box.left + COLUMN_GAP;
  }
  return places;
}

/** All parts of a graph that are laid out by themselves. */
export function partsOf(problem: LayoutProblem): Part[] {
  return pieces(problem).flatMap((piece) => {
    const u = uShapeOf(piece);
    return u === null ? parts(piece) : levelsOf(u).flatMap(pieces).flatMap(parts);
  });
}

function pieceLaidOut(piece: LayoutProblem, method: Method, known: Shapes): Places {
  const places: Places = {};
  for (const part of parts(piece)) {
    const key = signature(part);
    let shape = known.get(key);
    if (shape === undefined) {
      shape = formed(part, method);
      known.set(key, shape);
    }
    const [x, y] = (part.entry === null ? undefined : places[part.entry]) ?? [0, 0];
    for (const [index, { id }] of part.nodes.entries()) {
      const [dx = 0, dy = 0] = shape[index] ?? [];
      places[id] = [x + dx, y + dy];
    }
  }
  return places;
}

/** The nodes of a part, relative to its entry. */
function formed(part: Part, method: Method): number[][] {
  const laid = part.nodes.length === 2 && part.entry !== null ? stacked(part) : method(part);
  const places = unmixed(part, laid);
  const [x, y] = (part.entry === null ? undefined : places[part.entry]) ?? [0, 0];
  return part.nodes.map(({ id }) => {
    const [px, py] = places[id] ?? [0, 0];
    return [px - x, py - y];
  });
}

/** The most frequent part: a node and the one below it. */
function stacked({ nodes: [above, below] }: Part): Places {
  if (above === undefined || below === undefined) return {};
  return { [above.id]: [0, 0], [below.id]: [0, above.height + ROW_GAP] };
}

/** A layout or its mirror image: whichever has edges arrive at their ports without crossing. */
function unmixed(part: Part, places: Places): Places {
  const mirrored = Object.fromEntries(
    Object.entries(places).map(([id, [x, y]]) => [id, [-x, y] as [number, number]]),
  );
  const [one, other] = [straightened(part, places), straightened(part, mirrored)];
  return mixed(part, other) < mixed(part, one) ? other : one;
}

/** How many pairs of edges arrive at one node in another order than their ports have. */
function mixed({ nodes, edges, entry }: Part, places: Places): number {
  let count = 0;
  for (const { id, ports } of nodes) {
    const port = new Map(ports.filter(({ kind }) => kind === "input").map((p) => [p.id, p.x]));
    const ends = edges
      .filter((edge) => edge.target === id && edge.source !== entry && port.has(edge.targetPort))
      .map(({ source, targetPort }) => [places[source]?.[0] ?? 0, port.get(targetPort) ?? 0]);
    for (const [i, [x = 0, at = 0]] of ends.entries()) {
      for (const [otherX = 0, otherAt = 0] of ends.slice(i + 1)) {
        if ((x - otherX) * (at - otherAt) < 0) count += 1;
      }
    }
    // An edge from the entry runs beside the others, on the side of the port at which it ends.
    const around = edges.find(({ source, target }) => source === entry && target === id);
    const side = around && port.get(around.targetPort);
    if (side === undefined) continue;
    for (const [x = 0, at = 0] of ends) {
      const beside = x - (places[entry ?? ""]?.[0] ?? 0);
      if (beside * (at - side) < 0) count += 1;
    }
  }
  return count;
}

/** Entry, main line and exit of a part under each other. */
function straightened(part: Part, places: Places): Places {
  const { nodes, entry, exit } = part;
  const start = entry === null ? undefined : places[entry];
  if (entry === null || start === undefined) return places;
  const line = mainLine(part);
  const inner = nodes.filter(({ id }) => id !== entry && id !== exit);
  const onLine = line.filter((id) => id !== entry && id !== exit);
  const long = onLine.length * 2 > inner.length;
  const column = new Set(onLine.map((id) => places[id]?.[0] ?? 0));
  const middle =
    long && column.size === 1
      ? ([...column][0] ?? start[0])
      : inner.length > 0
        ? centre(inner.map(({ id, width }) => [places[id]?.[0] ?? 0, width]))
        : start[0];
  const end = exit === null ? undefined : places[exit];
  const result: Places = { ...places, [entry]: [middle, start[1]] };
  if (exit !== null && end !== undefined) result[exit] = [middle, end[1]];
  return result;
}

/** The longest way through a part. */
function mainLine({ nodes, edges, entry }: Part): string[] {
  const best = new Map<string, string[]>(entry === null ? [] : [[entry, [entry]]]);
  const outgoing = new Map<string, string[]>();
  for (const { source, target } of edges) {
    outgoing.set(source, [...(outgoing.get(source) ?? []), target]);
  }
  let longest: string[] = [];
  for (const { id } of nodes) {
    const here = best.get(id);
    if (here === undefined) continue;
    if (here.length > longest.length) longest = here;
    for (const target of outgoing.get(id) ?? []) {
      if ((best.get(target)?.length ?? 0) <= here.length && !here.includes(target)) {
        best.set(target, [...here, target]);
      }
    }
  }
  return longest;
}

/** The middle of nodes given by centre and width. */
function centre(nodes: number[][]): number {
  const left = Math.min(...nodes.map(([x = 0, width = 0]) => x - width / 2));
  const right = Math.max(...nodes.map(([x = 0, width = 0]) => x + width / 2));
  return (left + right) / 2;
}

/** Tells apart parts that look different: sizes of nodes, their ports, and which are connected where. */
function signature({ nodes, edges, entry, exit }: Part): string {
  const index = new Map(nodes.map(({ id }, position) => [id, position]));
  return JSON.stringify([
    entry === null,
    exit === null,
    nodes.map(({ width, height, ports }) => [width, height, ports.map(({ x }) => x)]),
    edges.map(({ source, sourcePort, target, targetPort }) => [
      index.get(source),
      sourcePort,
      index.get(target),
      targetPort,
    ]),
  ]);
}
