/** Which calls of a graph share their layer: with each other, with other models, with an argument. */

import { type Design, type Graph, graphOf, lookup, MAIN } from "../../../shared/document";
import { isInput, operationName } from "../document/graphAccess";
import { type Holder, isSharedBeyond, usesBeside, usesOf } from "../document/sharedOperations";
import { callsOf, descendants, order } from "../document/traversal";

/** One of several uses of a layer. */
export interface Sharing {
  /** Counted from 1, in topological order, in the graph that is drawn. */
  call: number;
  calls: number;
  /** Which band colour: one layer has one wherever it is called. */
  band: number;
  /** Where else it is used. */
  elsewhere: Place[];
}

/** Calls of a layer in another model, or a layer that has it as an argument. */
export interface Place {
  /** Of the model ("the main model"), or of the layer. */
  name: string;
  graph: string;
  /** What to look at there. */
  nodes: string[];
}

const found = new WeakMap<Design, Map<string, ReadonlyMap<string, Sharing>>>();

/**
 * The sharing of each call that shares; the design's own operations have the first bands. It is found
 * once for each design: what comes in from the analysis changes nothing about it.
 */
export function sharingOf(design: Design, graphId: string): ReadonlyMap<string, Sharing> {
  const known = found.get(design) ?? new Map<string, ReadonlyMap<string, Sharing>>();
  found.set(design, known);
  const sharing = known.get(graphId) ?? findSharing(design, graphId);
  known.set(graphId, sharing);
  return sharing;
}

function findSharing(design: Design, graphId: string): Map<string, Sharing> {
  const graph = graphOf(design, graphId);
  const sharing = new Map<string, Sharing>();
  if (graph === undefined) return sharing;
  const across = [...usesOf(design).keys()];
  let band = across.length;
  for (const [operation, ids] of callsByOperation(graph)) {
    if (lookup(graph.operations, operation)?.kind === "op") continue;
    const elsewhere = placesOf(design, graphId, operation);
    if (ids.length + elsewhere.length < 2) continue;
    const own = elsewhere.length > 0 ? across.indexOf(operation) : band;
    if (elsewhere.length === 0) band += 1;
    for (const [index, id] of ids.entries()) {
      sharing.set(id, { call: index + 1, calls: ids.length, band: own, elsewhere });
    }
  }
  return sharing;
}

/** Where else an operation of a graph is used. */
export function placesOf(design: Design, graphId: string, operation: string): Place[] {
  const { calls, holders } = usesBeside(design, graphId, operation);
  const models = [...calls].map(([graph, nodes]) => ({
    name: modelName(design, graph),
    graph,
    nodes: [...nodes],
  }));
  return [...models, ...holders.flatMap((holder) => holderPlaces(design, holder))];
}

/** What a definition shares with other models: ids and names. */
export function sharedWithin(design: Design, model: string): [string, string][] {
  const definition = graphOf(design, model);
  return Object.entries(definition?.operations ?? {})
    .filter(([id]) => isSharedBeyond(design, model, id))
    .map(([id, operation]) => [id, operationName(operation)]);
}

/** "also in encoder": as much as a node has room for. */
export function elsewhereText(elsewhere: readonly Place[]): string {
  const [only, ...others] = elsewhere;
  if (only === undefined) return "";
  if (others.length > 0) return `also in ${elsewhere.length} others`;
  return only.name === THE_MAIN_MODEL ? "also outside" : `also in ${only.name}`;
}

/** The most places that are named one by one. */
const MOST_NAMED = 3;

/** "encoder, decoder and the main model"; of many, the first ones and how many there are. */
export function placesText(places: readonly Place[]): string {
  const names = places.map(({ name }) => name);
  if (names.length > MOST_NAMED) {
    names.splice(MOST_NAMED - 1, names.length, `${names.length - MOST_NAMED + 1} others`);
  }
  const [last, ...others] = names.reverse();
  return others.length === 0 ? (last ?? "") : `${others.reverse().join(", ")} and ${last}`;
}

const THE_MAIN_MODEL = "the main model";

/** What a model is called where another one tells of it. */
export function modelName(design: Design, graphId: string): string {
  return graphId === MAIN ? THE_MAIN_MODEL : (graphOf(design, graphId)?.name ?? graphId);
}

function holderPlaces(design: Design, { graph, operation }: Holder): Place[] {
  const graphs =
    graph === null ? [...(usesOf(design).get(operation)?.calls.keys() ?? [])] : [graph];
  return graphs.map((id) => {
    const whole = graphOf(design, id);
    const held = lookup(whole?.operations ?? {}, operation);
    const name = held ? operationName(held) : operation;
    return { name, graph: id, nodes: whole ? callsOf(whole, operation) : [] };
  });
}

function callsByOperation(graph: Graph): Map<string, string[]> {
  const calls = new Map<string, string[]>();
  for (const id of order(graph)) {
    const operation = graph.nodes[id]?.operation;
    if (operation === undefined) continue;
    const known = calls.get(operation);
    if (known) known.push(id);
    else calls.set(operation, [id]);
  }
  const several = [...calls].filter(([, ids]) => ids.length > 1);
  if (several.length === 0) return calls;
  // A call that nothing feeds yet waits for nothing, so it would be the first one.
  const inputs = Object.keys(graph.nodes).filter((id) => isInput(graph, id));
  const fed = descendants(graph, inputs);
  for (const [operation, ids] of several) {
    const [wired, loose] = [ids.filter((id) => fed.has(id)), ids.filter((id) => !fed.has(id))];
    calls.set(operation, [...wired, ...loose]);
  }
  return calls;
}
