/**
 * The U of a U-Net: an encoder that goes down level by level as its pictures become smaller, a
 * decoder that goes up again beside it, and tensors that skip from one side to the other.
 */

import { groupBy } from "../../../shared/groupBy";
import { COLUMN_GAP, type LayoutProblem, type Places, ROW_GAP } from "./layoutProblem";
import { boundsOf } from "./screen";

/** Between two levels side by side: an edge of the decoder goes up there. */
const GUTTER = COLUMN_GAP + 24;

/** So many levels must have skips for a graph to look like a U. */
const LEAST = 2;

/** What lies at one level of one side, as a graph of its own. */
type Levels = Map<number, LayoutProblem>;

export interface UShape {
  /** By the size of pictures, largest first. */
  sizes: number[];
  encoder: Levels;
  bottom: LayoutProblem;
  decoder: Levels;
  /** From one side to the other. */
  skips: { source: string; target: string; size: number }[];
}

/**
 * A graph as a U, or null if it is none: sizes must fall to one bottom and rise again, and what skips
 * must join equal sizes, at two of them at least.
 *
 * @param problem One connected piece, producers first, with the extents of its nodes.
 */
export function uShapeOf(problem: LayoutProblem): UShape | null {
  const extents = extentsOf(problem);
  if (extents === null) return null;
  const { nodes, edges } = problem;
  const size = (id: string) => extents.get(id) ?? 0;
  const least = Math.min(...extents.values());
  const encoder = ancestors(problem, (id) => size(id) === least);
  const side = (id: string) =>
    size(id) === least ? "bottom" : encoder.has(id) ? "encoder" : "decoder";
  const skips: UShape["skips"] = [];
  for (const { source, target } of edges) {
    const [from, to] = [side(source), side(target)];
    const change = size(target) - size(source);
    if (from === "encoder" && to === "decoder") {
      if (change !== 0) return null;
      skips.push({ source, target, size: size(source) });
    } else if (to === "decoder" ? change < 0 : change > 0) return null;
  }
  if (new Set(skips.map((skip) => skip.size)).size < LEAST) return null;
  const at = (wanted: string) => {
    const inside = nodes.filter(({ id }) => side(id) === wanted);
    const groups = groupBy(inside, ({ id }) => size(id));
    return new Map([...groups].map(([extent, members]) => [extent, within(problem, members)]));
  };
  const bottom = at("bottom").get(least);
  if (bottom === undefined) return null;
  const sizes = [...new Set(nodes.map(({ id }) => size(id)))].sort((a, b) => b - a).slice(0, -1);
  return { sizes, encoder: at("encoder"), bottom, decoder: at("decoder"), skips };
}

/** All graphs of which a U is made. */
export function levelsOf({ encoder, bottom, decoder }: UShape): LayoutProblem[] {
  return [...encoder.values(), bottom, ...decoder.values()];
}

/** Put a U together: its levels in columns of their own, first downwards and then upwards. */
export function drawnAsU(u: UShape, layOut: (level: LayoutProblem) => Places): Places {
  const places: Places = {};
  let left = 0;
  /** Puts a level into the next column, its first row at a height; returns how far it reaches. */
  const put = (level: LayoutProblem, here: Places, top: number): number => {
    const box = boundsOf(level, here);
    const [dx, dy] = [left - box.left, top - box.top];
    for (const [id, [x, y]] of Object.entries(here)) places[id] = [x + dx, y + dy];
    left += box.right - box.left + GUTTER;
    return box.bottom + dy;
  };
  let reached = 0;
  for (const size of u.sizes) {
    const level = u.encoder.get(size);
    if (level) reached = put(level, layOut(level), reached) + ROW_GAP;
  }
  put(u.bottom, layOut(u.bottom), reached);
  const bottomOf = new Map(
    levelsOf(u).flatMap(({ nodes }) =>
      nodes.map(({ id, height }) => [id, (places[id]?.[1] ?? 0) + height] as const),
    ),
  );
  const levels: { level: LayoutProblem; here: Places; top: number }[] = [];
  for (const size of u.sizes) {
    const level = u.decoder.get(size);
    if (!level) continue;
    const here = layOut(level);
    const { top: first } = boundsOf(level, here);
    // What skips arrives one row below the row that it leaves.
    const needed = u.skips
      .filter((skip) => skip.size === size)
      .map(({ source, target }) => {
        const at = (here[target]?.[1] ?? 0) - first;
        return (bottomOf.get(source) ?? 0) + ROW_GAP - at;
      });
    const above = levels.at(-1)?.top ?? -ROW_GAP;
    levels.push({ level, here, top: needed.length > 0 ? Math.max(...needed) : above + ROW_GAP });
  }
  for (const { level, here, top } of levels.toReversed()) put(level, here, top);
  return places;
}

/** The extent of every node; of one without, that of what it takes or else of what takes it. */
function extentsOf({ nodes, edges }: LayoutProblem): Map<string, number> | null {
  const known = new Map<string, number>();
  for (const { id, extent } of nodes) if (extent) known.set(id, extent);
  if (known.size === 0) return null;
  const incoming = groupBy(edges, ({ target }) => target);
  const outgoing = groupBy(edges, ({ source }) => source);
  for (const { id } of nodes.toReversed()) {
    if (known.has(id)) continue;
    const found = outgoing.get(id)?.find(({ target }) => known.has(target));
    if (found) known.set(id, known.get(found.target) ?? 0);
  }
  for (const { id } of nodes) {
    if (known.has(id)) continue;
    const found = incoming.get(id)?.find(({ source }) => known.has(source));
    if (found) known.set(id, known.get(found.source) ?? 0);
  }
  return known.size === nodes.length ? known : null;
}

/** All nodes that lead to certain ones, those included. */
function ancestors({ nodes, edges }: LayoutProblem, are: (id: string) => boolean): Set<string> {
  const incoming = groupBy(edges, ({ target }) => target);
  const found = new Set<string>();
  const stack = nodes.map(({ id }) => id).filter(are);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const { source } of incoming.get(id) ?? []) stack.push(source);
  }
  return found;
}

function within({ edges }: LayoutProblem, nodes: LayoutProblem["nodes"]): LayoutProblem {
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}
