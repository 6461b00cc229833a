/** Lays out a graph in which some nodes belong together: each group by itself, then all as one node. */

import { groupBy } from "../../../shared/groupBy";
import type { LayoutEdge, LayoutNode, LayoutProblem, Places } from "./layoutProblem";
import { TIE } from "./partition";
import { boundsOf } from "./screen";

/** Free room around a group, for what is drawn around it. */
export interface Room {
  side: number;
  top: number;
  bottom: number;
}

/**
 * Lay out a graph with groups; they may lie within each other. One whose nodes cannot stand together,
 * because a way leads out of it and back, is no group, and neither is one that only partly overlaps
 * with another before it.
 *
 * @param problem Its nodes stand with producers first.
 * @param groups Ids of the nodes of each.
 * @yields Graphs without groups, for each of which the caller has a layout.
 */
export function* groupedLayout(
  problem: LayoutProblem,
  groups: readonly (readonly string[])[],
  room: Room,
): Generator<LayoutProblem, Places, Places> {
  const known = new Set(problem.nodes.map(({ id }) => id));
  const sets = groups
    .map((ids) => new Set(ids.filter((id) => known.has(id))))
    .filter(({ size }) => size > 0 && size < known.size)
    .sort((a, b) => b.size - a.size);
  let whole = problem;
  const inside = new Map<string, Places>();
  const taken = new Set<string>();
  for (const [index, members] of sets.entries()) {
    if ([...members].some((id) => taken.has(id))) continue;
    const within = sets
      .slice(index + 1)
      .filter((other) => [...other].every((id) => members.has(id)));
    const nested = within.map((other) => [...other]);
    const here = yield* groupedLayout(partOf(problem, members), nested, room);
    const group = `group ${index}`;
    const next = joined(whole, members, groupNode(group, problem, members, here, room));
    if (next === null) continue;
    whole = next;
    inside.set(group, here);
    for (const id of members) taken.add(id);
  }
  const places = { ...(yield whole) };
  for (const [group, here] of inside) {
    const [x, y] = places[group] ?? [0, 0];
    delete places[group];
    const box = boundsOf(partOf(problem, new Set(Object.keys(here))), here);
    const [dx, dy] = [x - (box.left + box.right) / 2, y + room.top - box.top];
    for (const [id, place] of Object.entries(here)) places[id] = [place[0] + dx, place[1] + dy];
  }
  return places;
}

function groupNode(
  id: string,
  problem: LayoutProblem,
  members: ReadonlySet<string>,
  places: Places,
  room: Room,
): LayoutNode {
  const { left, right, top, bottom } = boundsOf(partOf(problem, members), places);
  const [width, height] = [right - left + 2 * room.side, bottom - top + room.top + room.bottom];
  return { id, width, height, ports: [] };
}

function partOf({ nodes, edges }: LayoutProblem, members: ReadonlySet<string>): LayoutProblem {
  return {
    nodes: nodes.filter(({ id }) => members.has(id)),
    edges: edges.filter(({ source, target }) => members.has(source) && members.has(target)),
  };
}

/** A graph with some nodes as one; null where that would make a loop. */
function joined(
  { nodes, edges }: LayoutProblem,
  members: ReadonlySet<string>,
  group: LayoutNode,
): LayoutProblem | null {
  const crossing = edges.flatMap((edge): LayoutEdge[] => {
    const [from, to] = [members.has(edge.source), members.has(edge.target)];
    if (from && to) return [];
    if (from) return [{ ...edge, source: group.id, sourcePort: TIE }];
    return [to ? { ...edge, target: group.id, targetPort: TIE } : edge];
  });
  const first = nodes.findIndex(({ id }) => members.has(id));
  const rest = nodes.filter(({ id }) => !members.has(id));
  const all = [...rest.slice(0, first), group, ...rest.slice(first)];
  const order = producersFirst(all, crossing);
  return order && { nodes: order, edges: crossing };
}

function producersFirst(nodes: LayoutNode[], edges: LayoutEdge[]): LayoutNode[] | null {
  const outgoing = groupBy(edges, ({ source }) => source);
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { target } of edges) open.set(target, (open.get(target) ?? 0) + 1);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ready = nodes.filter(({ id }) => open.get(id) === 0);
  const order: LayoutNode[] = [];
  for (let node = ready.shift(); node !== undefined; node = ready.shift()) {
    order.push(node);
    for (const { target } of outgoing.get(node.id) ?? []) {
      const left = (open.get(target) ?? 0) - 1;
      open.set(target, left);
      const next = byId.get(target);
      if (left === 0 && next) ready.push(next);
    }
  }
  return order.length === nodes.length ? order : null;
}
