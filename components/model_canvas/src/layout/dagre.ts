/** Layout of small graphs: fast enough to run between two frames. */

import { Graph, layout } from "@dagrejs/dagre";
import type { LayoutProblem, Places } from "./layout";
import { COLUMN_GAP, ROW_GAP } from "./layout";

export function dagreLayout({ nodes, edges }: LayoutProblem): Places {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: COLUMN_GAP, ranksep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, source, target } of edges) graph.setEdge(source, target, {}, id);
  layout(graph);
  const places: Places = {};
  for (const { id, height } of nodes) {
    const { x, y } = graph.node(id) as { x: number; y: number };
    places[id] = [x, y - height / 2];
  }
  return places;
}
