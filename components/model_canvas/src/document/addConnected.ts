/** Adding a node after the selected ones or into an edge, connected where there is one way only. */

import type { Entry } from "../../../shared/catalogue";
import { type Design, graphOf, type Tensor } from "../../../shared/document";
import { tensor } from "./argument";
import { connect } from "./connect";
import { placeBelow } from "./freePlaces";
import { positionsOf } from "./graphAccess";
import { addNode, type Created } from "./nodes";
import type { OutputCounts } from "./outputs";
import { type FindEntry, type PortPlace, portsOf } from "./ports";
import { order } from "./traversal";
import type { Config, Point } from "./types";

/**
 * Add a call after the selected nodes, connected where there is one obvious way: a single tensor
 * goes into the first required place, several go into a list that grows or to the operands of a
 * function, left to right as drawn.
 * Nothing that is connected already changes.
 *
 * @param after The selected nodes; their first tensor is taken, if they have just one.
 */
export function addAfter(
  design: Design,
  graphId: string,
  entry: Entry,
  after: readonly string[],
  counts: OutputCounts,
  config?: Config,
): Created {
  const position = placeBelow(design, graphId, after);
  const created = addNode(design, graphId, entry, position, config);
  return wireAfter(created, graphId, after, counts, (path) =>
    path === entry.path ? entry : undefined,
  );
}

/** Connect new nodes to the selected ones where there is one obvious way. */
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
export function insertIntoEdge(
  design: Design,
  graphId: string,
  edge: { source: string; index: number; target: string; pointer: string },
  entry: Entry,
  position: Point,
  config?: Config,
): Created {
  const created = addNode(design, graphId, entry, position, config);
  return wireIntoEdge(created, graphId, edge, (path) => (path === entry.path ? entry : undefined));
}

/** Put a node that was just made into an edge, as `insertIntoEdge` does. */
export function wireIntoEdge(
  created: Created,
  graphId: string,
  edge: { source: string; index: number; target: string; pointer: string },
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
