/**
 * Blocks outside a design, ready ones and those that the user keeps: each is a design whose main
 * model uses the block once. Here one is put into a design, and made of a block of a design.
 */

import { type Design, type Graph, lookup, MAIN, storedGraph } from "../../../shared/document";
import { mapValues } from "./argument";
import type { Clip } from "./clip";
import { pasteNodes } from "./clipboard";
import { neededDefinitions } from "./clipDefinitions";
import { notesWith } from "./clipNotes";
import { isPlaceholder } from "./graphAccess";
import { freshName } from "./names";
import type { Created } from "./nodes";
import { emptyBlockArgument } from "./ports";
import { sameJson } from "./sameJson";
import { graphIds } from "./sharedOperations";
import type { Point } from "./types";

/** The one use of a block in its design's main model; null where that is no block. */
export function onlyUse(stored: Design) {
  const { nodes, operations } = stored.main;
  const uses = Object.entries(nodes).flatMap(([node, { operation: id }]) => {
    const operation = lookup(operations, id);
    const definition = operation?.kind === "model" && lookup(stored.models, operation.model);
    return operation?.kind === "model" && definition ? [{ node, id, operation, definition }] : [];
  });
  const [use] = uses;
  return use && new Set(uses.map(({ id }) => id)).size === 1 ? use : null;
}

/**
 * Add a use of a stored block to a graph, unconnected, and its definition where the design has none
 * that is the same. One that is other than the design's of that name gets a name of its own.
 */
export function placeStored(
  design: Design,
  graphId: string,
  stored: Design,
  position: Point,
): Created {
  const use = onlyUse(stored);
  if (use === null) return { design, nodes: [] };
  const known = sameDefinition(design, stored, use.operation.model);
  const { id, operation, definition } = use;
  const model = known ?? operation.model;
  const parts = known === null ? neededOf(stored, use.operation.model) : { models: {}, shared: {} };
  const clip: Clip = {
    layerloom: 1,
    operations: { [id]: { ...operation, model } },
    nodes: { [id]: { operation: id, args: [emptyBlockArgument(definition)], kwargs: {} } },
    positions: { [id]: position },
    models: known === null ? parts.models : { [known]: design.models[known] as Graph },
    ...(Object.keys(parts.shared).length > 0 && { shared: parts.shared }),
    ...(stored.code && { code: stored.code }),
    ...(known === null && notesWith(stored, MAIN, new Set(), [], parts.models)),
  };
  const created = pasteNodes(design, graphId, clip, [0, 0]);
  return { ...created, design: completed(design, created.design, stored) };
}

/** A definition of the design that is the stored one, whatever it is called; null for none. */
function sameDefinition(design: Design, stored: Design, model: string): string | null {
  const wanted = lookup(stored.models, model);
  if (wanted === undefined || !standsAlone(stored, wanted)) return null;
  const found = Object.entries(design.models).find(
    ([, one]) =>
      standsAlone(design, one) && sameJson({ ...one, name: "" }, { ...wanted, name: "" }),
  );
  return found?.[0] ?? null;
}

/** Whether a definition neither holds blocks nor shares anything with other graphs. */
function standsAlone({ operations }: Design, graph: Graph): boolean {
  return (
    (operations === undefined ||
      Object.values(graph.nodes).every(({ operation }) =>
        Object.hasOwn(graph.operations, operation),
      )) &&
    Object.values(graph.operations).every(({ kind }) => kind !== "model")
  );
}

/** New definitions with a name that no other has, drawn as they were where they come from. */
function completed(before: Design, after: Design, stored: Design): Design {
  const fresh = Object.keys(after.models).filter((id) => !Object.hasOwn(before.models, id));
  const names = new Set(Object.values(before.models).map(({ name }) => name));
  const models = mapValues(after.models, (graph) => graph);
  let { positions } = after;
  for (const id of fresh) {
    const graph = models[id] as Graph;
    if (names.has(graph.name)) models[id] = { ...graph, name: id };
    names.add(models[id]?.name ?? id);
    // Ids are kept, or numbered where the design has another definition of that id.
    const from = Object.hasOwn(stored.models, id) ? id : id.replace(/_\d+$/, "");
    const places = lookup(stored.positions, from);
    const drawn = lookup(stored.models, from)?.nodes ?? {};
    const fits = Object.keys(graph.nodes).every((node) => Object.hasOwn(drawn, node));
    if (places && fits) positions = { ...positions, [id]: places };
  }
  return fresh.length === 0 ? after : { ...after, models: { ...models }, positions };
}

function neededOf(stored: Design, model: string) {
  const probe: Graph = {
    name: "",
    inputs: [],
    outputs: "auto",
    nodes: {},
    operations: { use: { kind: "model", model, name: "use", trainable: true } },
  };
  return neededDefinitions(stored, probe);
}

/**
 * The design that stores a block: its definition with all that it needs, and one use of it.
 *
 * @param model The definition's id.
 * @param args What its use gives to its parameters.
 * @returns Null where the design has no such definition.
 */
export function storedBlock(
  design: Design,
  model: string,
  args: Record<string, unknown> = {},
): Design | null {
  const definition = lookup(design.models, model);
  if (definition === undefined || model === MAIN) return null;
  const { models, shared } = neededOf(design, model);
  const name = freshName(definition, definition.name);
  const given = Object.fromEntries(
    Object.entries(args).filter(([, value]) => !isExpression(value)),
  );
  const stored: Design = {
    schema_version: design.schema_version,
    name: definition.name,
    dtype_policy: design.dtype_policy,
    main: {
      name: `${definition.name}_example`,
      operations: {
        [name]: {
          kind: "model",
          model,
          name: definition.name,
          trainable: true,
          ...(Object.keys(given).length > 0 && { arguments: given }),
        },
      },
      nodes: {
        [name]: { operation: name, args: [emptyBlockArgument(definition)], kwargs: {} },
      },
      inputs: [],
      outputs: "auto",
    },
    models,
    positions: only(design.positions, models),
    ...(Object.keys(shared).length > 0 && { operations: shared }),
    ...(design.frames && { frames: only(design.frames, models) }),
    ...(design.comments && { comments: only(design.comments, models) }),
  };
  const own = graphIds(stored).some((id) =>
    Object.values(storedGraph(stored, id)?.operations ?? {}).some(isPlaceholder),
  );
  return own && design.code ? { ...stored, code: design.code } : stored;
}

/** The definitions of a design that no other definition holds, each as a stored block. */
export function blocksIn(design: Design): Design[] {
  const inner = new Set(
    Object.values(design.models).flatMap((graph) =>
      Object.values(graph.operations).flatMap((one) => (one.kind === "model" ? [one.model] : [])),
    ),
  );
  return Object.keys(design.models)
    .filter((id) => !inner.has(id))
    .flatMap((id) => storedBlock(design, id) ?? []);
}

function only<T>(things: Record<string, T>, models: Record<string, Graph>): Record<string, T> {
  return Object.fromEntries(Object.entries(things).filter(([id]) => Object.hasOwn(models, id)));
}

function isExpression(value: unknown): boolean {
  return typeof value === "object" && value !== null && "expression" in value;
}
