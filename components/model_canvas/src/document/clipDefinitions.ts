/** What a clip's calls need beside themselves: definitions, and operations that these share. */

import {
  type Design,
  type Graph,
  lookup,
  type Operation,
  wholeGraph,
} from "../../../shared/document";
import { mapValues } from "./argument";
import type { Clip } from "./clip";
import { withDefinitionNotes } from "./clipNotes";
import { baseName, firstFree } from "./names";
import { sameJson } from "./sameJson";
import { referredIn, withReferences } from "./sharedOperations";

type Needed = Required<Pick<Clip, "models" | "shared">>;

/** The definitions that a graph's blocks are instances of, and the design's operations used in these. */
export function neededDefinitions(design: Design, graph: Graph): Needed {
  const needed: Needed = { models: {}, shared: {} };
  const queue: Operation[] = Object.values(graph.operations);
  const share = (id: string) => {
    const operation = lookup(design.operations ?? {}, id);
    if (operation === undefined || Object.hasOwn(needed.shared, id)) return;
    needed.shared[id] = operation;
    queue.push(operation);
  };
  for (const operation of queue) {
    for (const id of referredIn(operation)) share(id);
    if (operation.kind !== "model" || Object.hasOwn(needed.models, operation.model)) continue;
    const model = lookup(design.models, operation.model);
    if (model === undefined) continue;
    needed.models[operation.model] = model;
    queue.push(...Object.values(model.operations));
    for (const id of calledOutside(design, model)) share(id);
  }
  return needed;
}

export interface Hosted {
  design: Design;
  /** The host's id of each definition of the clip. */
  models: ReadonlyMap<string, string>;
  /** The host's id of each operation that the clip's definitions and configurations use. */
  shared: ReadonlyMap<string, string>;
}

/**
 * The host with what a clip needs. A definition that the host has already, word for word, is used,
 * and with it what it shares; everything else is a copy with an id of its own.
 */
export function hosted(design: Design, clip: Clip): Hosted {
  const { operations = {} } = design;
  const clipped = clip.shared ?? {};
  const models = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const [id, model] of Object.entries(clip.models)) {
    const used = usedIn(clip, model);
    const same =
      sameJson(lookup(design.models, id), model) &&
      used.every((key) => sameJson(lookup(operations, key), clipped[key]));
    const taken = new Set([...Object.keys(design.models), ...models.values(), "main"]);
    models.set(id, same ? id : firstFree(id, (one) => taken.has(one)));
    if (same) for (const key of used) shared.set(key, key);
  }
  for (const id of Object.keys(clipped)) {
    const taken = new Set([...Object.keys(operations), ...shared.values()]);
    if (!shared.has(id))
      shared.set(
        id,
        firstFree(taken.has(id) ? baseName(id) : id, (one) => taken.has(one)),
      );
  }
  const host = withDefinitions(design, clip, models, shared);
  return { design: withDefinitionNotes(host, design, clip, models), models, shared };
}

function withDefinitions(
  design: Design,
  clip: Clip,
  models: ReadonlyMap<string, string>,
  shared: ReadonlyMap<string, string>,
): Design {
  const definitions = { ...design.models };
  for (const [id, model] of Object.entries(clip.models)) {
    const fresh = models.get(id) ?? id;
    if (Object.hasOwn(definitions, fresh)) continue;
    definitions[fresh] = {
      ...model,
      operations: mapValues(model.operations, (own) => rehosted(own, models, shared)),
      nodes: mapValues(model.nodes, (node) => {
        const own = Object.hasOwn(model.operations, node.operation);
        return own ? node : { ...node, operation: shared.get(node.operation) ?? node.operation };
      }),
    };
  }
  const operations = { ...design.operations };
  for (const [id, operation] of Object.entries(clip.shared ?? {})) {
    const fresh = shared.get(id) ?? id;
    if (Object.hasOwn(operations, fresh)) continue;
    operations[fresh] = rehosted(operation, models, shared);
  }
  const host = { ...design, models: definitions };
  return Object.keys(operations).length === 0 ? host : { ...host, operations };
}

/** An operation with the host's ids in it. */
export function rehosted(
  operation: Operation,
  models: ReadonlyMap<string, string>,
  shared: ReadonlyMap<string, string>,
): Operation {
  if (operation.kind === "model") {
    return { ...operation, model: models.get(operation.model) ?? operation.model };
  }
  return withReferences(operation, shared);
}

/** The clip's shared operations that a definition calls or refers to. */
function usedIn(clip: Clip, model: Graph): string[] {
  const { shared = {} } = clip;
  const called = calledOutside({ operations: shared }, model);
  const referred = Object.values(model.operations).flatMap((own) => [...referredIn(own)]);
  return [...new Set([...called, ...referred])].filter((id) => Object.hasOwn(shared, id));
}

/** The operations that a graph calls and that are not its own. */
function calledOutside({ operations = {} }: Pick<Design, "operations">, graph: Graph): string[] {
  const whole = wholeGraph(graph, operations).operations;
  return Object.keys(whole).filter((id) => !Object.hasOwn(graph.operations, id));
}
