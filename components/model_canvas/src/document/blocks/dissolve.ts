/** What is inside of a block back in the place of the block. */

import { type Design, type Graph, graphOf, lookup, storedGraph } from "../../../../shared/document";
import { covers } from "../freePlaces";
import { positionsOf, withPositions } from "../graphAccess";
import { snapped } from "../grid";
import { type Created, withoutUnused } from "../nodes";
import { withComments, withFrames } from "../notes";
import type { OutputCounts } from "../outputs";
import type { FindEntry } from "../ports";
import { settledOperations, withStored } from "../sharedOperations";
import { withFreeId, withFreeName } from "../sharingAcross";
import type { Point } from "../types";
import { outOfBlock } from "./annotations";
import { foreignOperations, withCopies } from "./blockCopies";
import { boundsOf } from "./bounds";
import { substituted } from "./expression";
import { withSameOutputs } from "./keptOutputs";
import { instancesOf, parametersOf, type SubModel, withGraphExpressions } from "./parameterUses";
import { repeatOf } from "./repeat";
import { withRoomBelow } from "./room";
import { unroll } from "./unroll";

/** The most single blocks that a repeated one is unrolled into. */
const MOST_UNROLLED = 100;

/** Why a node cannot be dissolved, in one sentence, or null. */
export function dissolveRefusal(design: Design, graphId: string, nodeId: string): string | null {
  const own = storedGraph(design, graphId);
  const call = own && lookup(own.nodes, nodeId);
  const block = call && lookup(graphOf(design, graphId)?.operations ?? {}, call.operation);
  if (block?.kind !== "model") return "Only a block can be dissolved.";
  if (!graphOf(design, block.model))
    return `The definition of ${block.name} is not in this design.`;
  if (!Object.hasOwn(own?.operations ?? {}, call?.operation ?? "")) {
    return `${block.name} is also used in another model: give this call a block of its own first (Make it its own).`;
  }
  const times = repeatOf(block);
  if (times > MOST_UNROLLED) {
    return `${block.name} stands for ${times.toLocaleString("en-US")} blocks, too many to draw one by one: repeat it at most ${MOST_UNROLLED} times first.`;
  }
  return null;
}

/** What is known beside the document. */
export interface Around {
  /** How many tensors the calls of the graph return, and those of the definition. */
  counts: OutputCounts;
  inside: OutputCounts;
  /** Where the calls of the definition are drawn. */
  places: Readonly<Record<string, Point>>;
  find: FindEntry;
}

/**
 * Dissolve a block: its calls come into the graph, with the values that this instance has of the
 * parameters. All calls of the instance go, as they share its weights; a definition that no instance is
 * left of goes, too. A repeated block becomes single ones first.
 */
export function dissolve(design: Design, graphId: string, nodeId: string, around: Around): Created {
  if (dissolveRefusal(design, graphId, nodeId) !== null) return { design, nodes: [] };
  const graph = graphOf(design, graphId);
  const shared = graph?.nodes[nodeId]?.operation ?? "";
  const block = graph?.operations[shared];
  if (graph === undefined || block?.kind !== "model") return { design, nodes: [] };
  if (repeatOf(block) > 1) return unroll(design, graphId, nodeId);
  const definition = valuedDefinition(design, block);
  const within = storedGraph(design, block.model) ?? definition;
  const foreign = foreignOperations(within);
  const host = [...foreign].reduce((here, id) => withFreeId(here, graphId, id), design);
  const before = storedGraph(host, graphId) ?? graph;
  const calls = Object.keys(before.nodes).filter((id) => before.nodes[id]?.operation === shared);
  const replaced = { operation: shared, calls, foreign, trainable: block.trainable };
  const { inside, find } = around;
  const { graph: rewired, made, moved } = withCopies(before, definition, replaced, inside, find);
  const after = { ...around.counts };
  for (const own of made.values()) {
    for (const [inner, id] of own) if (inside[inner]) after[id] = inside[inner];
  }
  const whole = graphOf(host, graphId) ?? before;
  const returning = withSameOutputs(withoutUnused(rewired), whole, around.counts, moved, after);
  let next = withStored(host, graphId, returning);
  // Their places are free for what takes their place: an id may be that of such a call.
  const at = new Map(calls.map((call) => [call, lookup(positionsOf(next, graphId), call)]));
  next = withPositions(next, graphId, Object.fromEntries(calls.map((call) => [call, null])));
  for (const [call, own] of made) {
    next = outOfBlock(next, graphId, block.model, call, own);
    next = placed(next, graphId, at.get(call), own, around.places);
  }
  next = withoutUnusedDefinition(next, block.model);
  next = [...foreign].reduce(withFreeName, settledOperations(design, next));
  return { design: next, nodes: [...made.values()].flatMap((own) => [...own.values()]) };
}

/** The definition as one instance has it: with its values in the place of the parameters. */
function valuedDefinition(design: Design, block: SubModel): Graph {
  const graph = graphOf(design, block.model) as Graph;
  const values = { ...parametersOf(graph), ...block.arguments };
  return withGraphExpressions(graph, (text) => substituted(text, values));
}

/** The calls where they are inside of the block, its middle where the block was; what is below makes room. */
function placed(
  design: Design,
  graphId: string,
  at: Point | undefined,
  made: ReadonlyMap<string, string>,
  places: Readonly<Record<string, Point>>,
): Design {
  const standing = [...made].flatMap(([inner, id]): [string, Point][] => {
    const place = lookup(places, inner);
    return place ? [[id, place]] : [];
  });
  if (at === undefined || standing.length === 0) return design;
  const [left, top, right, bottom] = boundsOf(standing.map(([, place]) => place));
  const shift = (down: number): [string, Point][] => {
    const dx = at[0] - snapped((left + right) / 2);
    return standing.map(([id, [x, y]]) => [id, [x + dx, y + down]]);
  };
  const centred = shift(at[1] - snapped((top + bottom) / 2));
  const others = Object.values(positionsOf(design, graphId));
  const free = centred.every(([, place]) => !others.some((other) => covers(other, place)));
  if (free) return withPositions(design, graphId, Object.fromEntries(centred));
  const roomy = withRoomBelow(design, graphId, at[1], bottom - top);
  return withPositions(roomy, graphId, Object.fromEntries(shift(at[1] - top)));
}

/** The design without a definition that no instance is left of, and without what was drawn of it. */
function withoutUnusedDefinition(design: Design, model: string): Design {
  if (instancesOf(design, model).length > 0) return design;
  const { [model]: _, ...models } = design.models;
  const { [model]: __, ...positions } = design.positions;
  const next = { ...design, models, positions };
  return withComments(withFrames(next, model, {}), model, {});
}
