/** Adding a node after the selected ones or into an edge, connected where there is one way only. */

import { type Design, graphOf, type Tensor } from "../../../shared/document";
import { tensor } from "./argument";
import { connect } from "./connect";
import { positionsOf } from "./graphAccess";
import type { Created } from "./nodes";
import type { OutputCounts } from "./outputs";
import { type FindEntry, type PortPlace, portsOf } from "./ports";
import { type Edge, order } from "./traversal";

/**
 * Connect a new call to the selected ones where there is one obvious way: a single tensor goes into
 * the first required place, several go into a list that grows or to the operands of a function,
 * left to right as drawn. Nothing that is connected already changes.
 *
 * @param after The selected nodes; their first tensor is taken, if they have just one.
 */
export function wireAfter(
  created: Created,
  graphId: string,
  after: readonly string[],
  counts: OutputCounts,
  find: FindEntry,
): Created {
  const [target] = created.nodes;
  if (target === undefined) return created;
  const sources = inCanvasOrder(created.design, graphId, after)
    .filter((id) => (counts[id] ?? 1) === 1)
    .map((id) => tensor(id));
  const places = portsOf(created.design, graphId, target, find);
  const wired = obvious(sources, places).reduce(
    (design, [source, pointer]) => connect(design, graphId, source, target, pointer),
    created.design,
  );
  return { design: wired, nodes: created.nodes };
}

/** Put a new call into an edge: it takes the edge's tensor, and its own goes where the edge went. */
export function wireIntoEdge(
  created: Created,
  graphId: string,
  edge: Pick<Edge, "source" | "index" | "target" | "pointer">,
  find: FindEntry,
): Created {
  const [id] = created.nodes;
  if (id === undefined) return created;
  const place = firstPlace(portsOf(created.design, graphId, id, find));
  if (place === undefined) return created;
  const source = tensor(edge.source, edge.index);
  const fed = connect(created.design, graphId, source, id, place.pointer);
  return { design: connect(fed, graphId, tensor(id), edge.target, edge.pointer), nodes: [id] };
}

/** Give a new call a tensor, at the first place that lacks one. */
export function wireFrom(
  created: Created,
  graphId: string,
  source: Tensor,
  find: FindEntry,
): Created {
  const [id] = created.nodes;
  if (id === undefined) return created;
  const [place] = portsOf(created.design, graphId, id, find).filter(open);
  if (place === undefined) return created;
  return { design: connect(created.design, graphId, source, id, place.pointer), nodes: [id] };
}

/** Put a new call's tensor into a place of another. */
export function wireTo(
  created: Created,
  graphId: string,
  target: { node: string; pointer: string },
): Created {
  const [id] = created.nodes;
  if (id === undefined) return created;
  const design = connect(created.design, graphId, tensor(id), target.node, target.pointer);
  return { design, nodes: [id] };
}

/** The sources of a new call and the places they go to. */
function obvious(sources: Tensor[], places: PortPlace[]): [Tensor, string][] {
  const [first] = sources;
  const place = firstPlace(places);
  if (first === undefined || place === undefined) return [];
  if (sources.length === 1) return [[first, place.pointer]];
  if (place.many) return sources.map((source) => [source, place.pointer]);
  const operands = places.filter((one) => open(one) && /^x[12]$/.test(one.label));
  if (operands.length !== sources.length) return [];
  return sources.map((source, index) => [source, operands[index]?.pointer ?? place.pointer]);
}

function firstPlace(places: PortPlace[]): PortPlace | undefined {
  return places.find((place) => open(place) && (place.required || place.many));
}

function open({ value, number }: PortPlace): boolean {
  return value === null && number === null;
}

function inCanvasOrder(design: Design, graphId: string, nodeIds: readonly string[]): string[] {
  const graph = graphOf(design, graphId);
  const places = positionsOf(design, graphId);
  const wanted = new Set(nodeIds);
  const ids = graph ? order(graph).filter((id) => wanted.has(id)) : [];
  return ids.sort((a, b) => (places[a]?.[0] ?? 0) - (places[b]?.[0] ?? 0));
}
