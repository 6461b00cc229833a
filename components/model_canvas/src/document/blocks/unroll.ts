/** A repeated block as so many single ones, one after another. */

import {
  type Argument,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
} from "../../../../shared/document";
import { mapLeaves, tensor } from "../argument";
import { ROW } from "../freePlaces";
import { positionsOf, withGraph, withPositions } from "../graphAccess";
import { freshId, freshName } from "../names";
import { type Created, withoutUnused } from "../nodes";
import { emptyBlockArgument } from "../ports";
import type { Point } from "../types";
import { repeatOf } from "./repeat";
import { withRoomBelow } from "./room";

/** Put single blocks in the place of a repeated one; the last of them keeps its node's id. */
export function unroll(design: Design, graphId: string, nodeId: string): Created {
  const graph = graphOf(design, graphId);
  const shared = graph && lookup(graph.nodes, nodeId)?.operation;
  const block = shared === undefined ? undefined : lookup(graph?.operations ?? {}, shared);
  const times = repeatOf(block);
  if (!graph || shared === undefined || block?.kind !== "model" || times < 2) {
    return { design, nodes: [] };
  }
  const calls = Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.operation === shared);
  const form = emptyBlockArgument(graphOf(design, block.model));
  const { repeat: _, ...single } = block;
  const chains = new Map<string, string[]>();
  const edited = withGraph(design, graphId, (before) => {
    let next: Graph = before;
    const operations: string[] = [];
    for (let n = 1; n <= times; n += 1) {
      const name = freshName(next, `${block.name}_${n}`);
      const id = freshId(next, name);
      const own: Operation = { ...single, name };
      next = { ...next, operations: { ...next.operations, [id]: own } };
      operations.push(id);
    }
    for (const call of calls) {
      const ids: string[] = [];
      const nodes = { ...next.nodes };
      const node = nodes[call];
      for (const [index, operation] of operations.entries()) {
        const last = index === times - 1;
        const id = last
          ? call
          : Object.hasOwn(nodes, operation)
            ? freshId(next, operation)
            : operation;
        const from = ids.at(-1);
        const args = from === undefined ? (node?.args ?? []) : [chained(form, from)];
        nodes[id] = { operation, args, kwargs: node?.kwargs ?? {} };
        next = { ...next, nodes };
        ids.push(id);
      }
      chains.set(call, ids);
    }
    return withoutUnused(next);
  });
  const made = [...chains.values()].flat();
  return {
    design: [...chains].reduce((here, [call, ids]) => stacked(here, graphId, call, ids), edited),
    nodes: made,
  };
}

/** The argument of a block that takes what the one before returned, in order. */
function chained(form: Argument, from: string): Argument {
  let index = -1;
  return mapLeaves(form, () => {
    index += 1;
    return tensor(from, index);
  });
}

function stacked(design: Design, graphId: string, call: string, ids: readonly string[]): Design {
  const place = lookup(positionsOf(design, graphId), call);
  if (place === undefined) return design;
  const [x, y] = place;
  const roomy = withRoomBelow(design, graphId, y, (ids.length - 1) * ROW);
  const places = ids.map((id, index) => [id, [x, y + index * ROW] as Point] as const);
  return withPositions(roomy, graphId, Object.fromEntries(places));
}
