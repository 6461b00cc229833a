/** Copy, paste and duplicate. The clipboard is JSON text, so it survives a page and a reload. */

import { type Call, type Design, type Graph, graphOf, lookup } from "../../../shared/document";
import { isTensor, MISSING, mapArguments } from "./argument";
import type { Clip } from "./clip";
import { hosted, neededDefinitions, rehosted } from "./clipDefinitions";
import { notesWith, withPastedNotes } from "./clipNotes";
import { withPastedCode } from "./customLayers";
import {
  isInput,
  isPlaceholder,
  operationName,
  positionsOf,
  withGraph,
  withPositions,
} from "./graphAccess";
import { withInput } from "./inputs";
import { freshCallId } from "./names";
import { type Created, holdsModel, removeNodes } from "./nodes";
import { settledOperation } from "./sharedOperations";
import { copied } from "./sharing";
import { withFreeId, withFreeName } from "./sharingAcross";
import type { Point } from "./types";

/**
 * Cut some calls out of a design, or null when there are none.
 *
 * @param free Comments that are about no call and go along.
 */
export function copyNodes(
  design: Design,
  graphId: string,
  nodeIds: Iterable<string>,
  free: Iterable<string> = [],
): Clip | null {
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
  const { models, shared } = neededDefinitions(design, cut);
  const parts = [cut.operations, shared, ...Object.values(models).map((one) => one.operations)];
  const own = parts.some((operations) => Object.values(operations).some(isPlaceholder));
  return {
    layerloom: 1,
    operations: cut.operations,
    nodes: cut.nodes,
    positions,
    models,
    ...(Object.keys(shared).length > 0 ? { shared } : {}),
    ...(own && design.code && { code: design.code }),
    ...notesWith(design, graphId, wanted, free, models),
  };
}

/**
 * Add the calls of a clip to a graph. Their operations are new ones under fresh names; what was
 * shared among them stays shared, with the definitions of their blocks, too. A block that holds the
 * graph is left out: no block can hold itself.
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
  const { design: host, models, shared } = hosted(withPastedCode(design, clip.code ?? ""), clip);
  const made = new Map<string, string>();
  const operations = new Map<string, string>();
  const leftOut: string[] = [];
  const ready = [...shared].reduce(
    (here, [id, fresh]) =>
      Object.hasOwn(clip.operations, id) ? withFreeId(here, graphId, fresh) : here,
    host,
  );
  const pasted = withGraph(ready, graphId, (graph) => {
    let next = graph;
    for (const [id, operation] of Object.entries(clip.operations)) {
      const own = rehosted(operation, models, shared);
      if (own.kind === "model" && holdsModel(ready, own.model, graphId)) {
        leftOut.push(own.name);
        continue;
      }
      const one = shared.get(id);
      if (one !== undefined) {
        operations.set(id, one);
        continue;
      }
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
  if (made.size === 0) return { design, nodes: [], leftOut };
  const positions = [...made].flatMap(([id, fresh]) => {
    const place = lookup(clip.positions, id);
    return place ? [[fresh, [place[0] + shift[0], place[1] + shift[1]]] as [string, Point]] : [];
  });
  const named = [...shared.values()].reduce(withFreeName, pasted);
  // A block may share something with calls that the clip does not hold.
  const settled = [...shared.values()].reduce(settledOperation, named);
  const placed = withPositions(settled, graphId, Object.fromEntries(positions));
  return {
    design: withPastedNotes(placed, graphId, clip, made, shift),
    nodes: [...made.values()],
    leftOut,
  };
}

/** Copy and paste in one step. */
export function duplicateNodes(
  design: Design,
  graphId: string,
  nodeIds: Iterable<string>,
  free: Iterable<string> = [],
): Created {
  const clip = copyNodes(design, graphId, nodeIds, free);
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

function nameOf(graph: Graph, id: string): string {
  const operation = graph.operations[graph.nodes[id]?.operation ?? ""];
  return operation ? operationName(operation) : id;
}
