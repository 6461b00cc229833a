/** Copy, paste and duplicate. The clipboard is JSON text, so it survives a page and a reload. */

import {
  type Call,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
} from "../../../shared/document";
import { isTensor, MISSING, mapArguments, mapValues } from "./argument";
import { isInput, operationName, positionsOf, withGraph, withPositions } from "./graphAccess";
import { withInput } from "./inputs";
import { baseName, freshCallId } from "./names";
import { type Created, holdsModel, removeNodes } from "./nodes";
import { sameJson } from "./sameJson";
import { copied } from "./sharing";
import type { Point } from "./types";

/** Calls cut out of a graph: edges among them kept, places fed from outside unfilled. */
export interface Clip {
  layerloom: 1;
  operations: Record<string, Operation>;
  nodes: Record<string, Call>;
  positions: Record<string, Point>;
  /** Definitions that the blocks among them need. */
  models: Record<string, Graph>;
}

/** Cut some calls out of a design, or null when there are none. */
export function copyNodes(design: Design, graphId: string, nodeIds: Iterable<string>): Clip | null {
  const graph = graphOf(design, graphId);
  const wanted = new Set([...nodeIds].filter((id) => graph && Object.hasOwn(graph.nodes, id)));
  if (!graph || wanted.size === 0) return null;
  const outside = Object.keys(graph.nodes).filter((id) => !wanted.has(id));
  // Taking the rest away leaves what a deletion leaves: shrunk lists, unfilled places.
  const cut = graphOf(removeNodes(design, graphId, outside), graphId) ?? graph;
  const places = positionsOf(design, graphId);
  const positions: Record<string, Point> = {};
  for (const id of Object.keys(cut.nodes)) {
    const place = lookup(places, id);
    if (place) positions[id] = place;
  }
  return {
    layerloom: 1,
    operations: cut.operations,
    nodes: cut.nodes,
    positions,
    models: neededModels(design, cut),
  };
}

/**
 * Add the calls of a clip to a graph. Their operations are new ones under fresh names; what was
 * shared among them stays shared.
 *
 * @param shift How far the pasted nodes stand from where they were copied.
 */
export function pasteNodes(
  design: Design,
  graphId: string,
  clip: Clip,
  shift: Point = [32, 32],
): Created {
  if (graphOf(design, graphId) === undefined) return { design, nodes: [] };
  const { design: host, ids: models } = withModels(design, clip);
  const made = new Map<string, string>();
  const operations = new Map<string, string>();
  const pasted = withGraph(host, graphId, (graph) => {
    let next = graph;
    for (const [id, operation] of Object.entries(clip.operations)) {
      const own =
        operation.kind === "model"
          ? { ...operation, model: models.get(operation.model) ?? operation.model }
          : operation;
      if (own.kind === "model" && holdsModel(host.models, own.model, graphId)) continue;
      const fresh = copied(next, own);
      operations.set(id, fresh.id);
      next = { ...next, operations: { ...next.operations, [fresh.id]: fresh.copy } };
    }
    for (const [id, node] of Object.entries(clip.nodes)) {
      const operation = operations.get(node.operation);
      if (operation === undefined) continue;
      const fresh = Object.hasOwn(next.nodes, operation) ? freshCallId(next, operation) : operation;
      made.set(id, fresh);
      next = { ...next, nodes: { ...next.nodes, [fresh]: { ...node, operation } } };
    }
    return linked(next, made);
  });
  const positions = [...made].flatMap(([id, fresh]) => {
    const place = lookup(clip.positions, id);
    return place ? [[fresh, [place[0] + shift[0], place[1] + shift[1]]] as [string, Point]] : [];
  });
  return {
    design: withPositions(pasted, graphId, Object.fromEntries(positions)),
    nodes: [...made.values()],
  };
}

/** Copy and paste in one step. */
export function duplicateNodes(
  design: Design,
  graphId: string,
  nodeIds: Iterable<string>,
): Created {
  const clip = copyNodes(design, graphId, nodeIds);
  return clip ? pasteNodes(design, graphId, clip) : { design, nodes: [] };
}

/** Point the pasted calls at each other and declare the inputs among them. */
function linked(graph: Graph, made: ReadonlyMap<string, string>): Graph {
  const fresh = new Set(made.values());
  const nodes = Object.entries(graph.nodes).map(([id, node]): [string, Call] => {
    if (!fresh.has(id)) return [id, node];
    return [
      id,
      mapArguments(node, (leaf) => {
        if (!isTensor(leaf)) return leaf;
        const source = made.get(leaf.tensor[0]);
        return source === undefined ? MISSING : { tensor: [source, leaf.tensor[1]] };
      }),
    ];
  });
  const next = { ...graph, nodes: Object.fromEntries(nodes) };
  let inputs = next.inputs;
  for (const id of fresh) if (isInput(next, id)) inputs = withInput(inputs, id, nameOf(next, id));
  return { ...next, inputs };
}

/** The host with the clip's definitions; one that the host has already, word for word, is used. */
function withModels(design: Design, clip: Clip): { design: Design; ids: Map<string, string> } {
  const ids = new Map<string, string>();
  for (const [id, model] of Object.entries(clip.models)) {
    const same = lookup(design.models, id);
    ids.set(id, same && sameJson(same, model) ? id : freeModelId(design, id, ids));
  }
  const models = { ...design.models };
  for (const [id, model] of Object.entries(clip.models)) {
    const fresh = ids.get(id) ?? id;
    if (Object.hasOwn(models, fresh)) continue;
    models[fresh] = {
      ...model,
      operations: mapValues(model.operations, (operation) =>
        operation.kind === "model"
          ? { ...operation, model: ids.get(operation.model) ?? operation.model }
          : operation,
      ),
    };
  }
  return { design: { ...design, models }, ids };
}

function freeModelId(design: Design, id: string, ids: ReadonlyMap<string, string>): string {
  const taken = new Set([...Object.keys(design.models), ...ids.values(), "main"]);
  let free = id;
  for (let n = 1; taken.has(free); n += 1) free = `${baseName(id)}_${n}`;
  return free;
}

function neededModels(design: Design, graph: Graph): Record<string, Graph> {
  const needed: Record<string, Graph> = {};
  const stack = [graph];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    for (const operation of Object.values(here.operations)) {
      if (operation.kind !== "model" || Object.hasOwn(needed, operation.model)) continue;
      const model = lookup(design.models, operation.model);
      if (model === undefined) continue;
      needed[operation.model] = model;
      stack.push(model);
    }
  }
  return needed;
}

function nameOf(graph: Graph, id: string): string {
  const operation = graph.operations[graph.nodes[id]?.operation ?? ""];
  return operation ? operationName(operation) : id;
}
