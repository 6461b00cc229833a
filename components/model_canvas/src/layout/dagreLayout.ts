/** Layout of small graphs: fast enough to run between two frames. */

import { Graph, layout } from "@dagrejs/dagre";
import { groupBy } from "../../../shared/groupBy";
import type { LayoutEdge, LayoutProblem, Places } from "./layoutProblem";
import { COLUMN_GAP, ROW_GAP } from "./layoutProblem";

export function dagreLayout({ nodes, edges }: LayoutProblem): Places {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: COLUMN_GAP, ranksep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  // Where branches may stand in any order, dagre keeps the order in which they were added.
  const place = readingOrder({ nodes, edges });
  const inOrder = <T>(items: T[], id: (item: T) => string) =>
    items.toSorted((a, b) => (place.get(id(a)) ?? 0) - (place.get(id(b)) ?? 0));
  for (const { id, width, height } of inOrder(nodes, ({ id }) => id)) {
    graph.setNode(id, { width, height });
  }
  for (const { id, source, target } of inOrder(edges, ({ target }) => target)) {
    graph.setEdge(source, target, {}, id);
  }
  layout(graph);
  const places: Places = {};
  for (const { id, height } of nodes) {
    const { x, y } = graph.node(id) as { x: number; y: number };
    places[id] = [x, y - height / 2];
  }
  return places;
}

/** Branches in the order in which the ports that they end at stand. */
function readingOrder({ nodes, edges }: LayoutProblem): Map<string, number> {
  const incoming = groupBy(edges, ({ target }) => target);
  const used = new Set(edges.map(({ source }) => source));
  const portsOf = new Map(nodes.map(({ id, ports }) => [id, ports]));
  const place = new Map<string, number>();
  const seen = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    const at = ({ targetPort }: LayoutEdge) =>
      portsOf.get(id)?.find((port) => port.kind === "input" && port.id === targetPort)?.x ?? 0;
    const ends = (incoming.get(id) ?? []).toSorted((a, b) => at(a) - at(b));
    for (const { source } of ends) visit(source);
    place.set(id, place.size);
  };
  for (const { id } of nodes) if (!used.has(id)) visit(id);
  // In a loop nothing is last.
  for (const { id } of nodes) visit(id);
  return place;
}
