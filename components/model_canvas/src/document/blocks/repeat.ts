/** A block several times one after another, each with weights of its own, drawn as one. */

import {
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
  wholeGraph,
} from "../../../../shared/document";
import { walk } from "../argument";
import { withGraph } from "../graphAccess";
import { type OutputCounts, outputEntries } from "../outputs";

/** The most times that one drawing of a block may stand for. */
const MOST_REPEATS = 1000;

/** How many times an operation is there; 1 for all but repeated blocks. */
export function repeatOf(operation: Operation | undefined): number {
  return operation?.kind === "model" ? (operation.repeat ?? 1) : 1;
}

/** Why a block cannot be repeated so many times, in one sentence, or null. */
export function repeatProblem(times: number): string | null {
  if (Number.isInteger(times) && times >= 1 && times <= MOST_REPEATS) return null;
  return `A block is repeated 1 to ${MOST_REPEATS.toLocaleString("en-US")} times, in whole numbers.`;
}

/**
 * Why what a block returns cannot go into it again, in one sentence, or null.
 *
 * @param counts How many tensors each call in the definition returns.
 */
export function chainProblem(
  design: Pick<Design, "operations">,
  definition: Graph | undefined,
  counts: OutputCounts,
): string | null {
  if (definition === undefined) return null;
  const whole = wholeGraph(definition, design.operations);
  const inputs = [...walk(whole.inputs)].filter(([, leaf]) => typeof leaf === "string").length;
  const outputs = outputEntries(whole, counts).length;
  if (inputs === outputs) return null;
  const [takes, gives] = [counted(inputs, "tensor"), counted(outputs, "tensor")];
  return `A repeated block takes what it returned before: ${definition.name} takes ${takes} and returns ${gives}.`;
}

/** Have a block so many times, one after another; a number that cannot be changes nothing. */
export function setRepeat(
  design: Design,
  graphId: string,
  operation: string,
  times: number,
): Design {
  if (repeatProblem(times) !== null) return design;
  return withGraph(design, graphId, (graph) => {
    const block = lookup(graph.operations, operation);
    if (block?.kind !== "model" || repeatOf(block) === times) return graph;
    const { repeat: _, ...plain } = block;
    const changed: Operation = times === 1 ? plain : { ...plain, repeat: times };
    return { ...graph, operations: { ...graph.operations, [operation]: changed } };
  });
}

/** The definition that a block of a graph is an instance of. */
export function blockDefinition(design: Design, graphId: string, node: string): string | null {
  const graph = graphOf(design, graphId);
  const call = graph && lookup(graph.nodes, node);
  const operation = call && lookup(graph.operations, call.operation);
  return operation?.kind === "model" ? operation.model : null;
}

function counted(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
