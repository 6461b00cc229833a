/**
 * Blocks whose inputs' shapes are parameters take them from the tensors that they are wired to:
 * a block for 64 channels that is given 32 becomes one for 32.
 */

import {
  type Call,
  type Design,
  graphOf,
  lookup,
  type Operation,
  type TensorSpec,
} from "../../../shared/document";
import { argumentAt, isTensor, walk } from "./argument";
import { operationOf, withGraph } from "./graphAccess";
import { sameJson } from "./sameJson";

type SubModel = Operation & { kind: "model" };

/** What a call returned; undefined where that is not known. */
export type FindOutputs = (node: string) => readonly TensorSpec[] | null | undefined;

/**
 * A changed design in which the blocks that were wired anew have arguments that fit.
 *
 * A block that is called several times is left alone: its calls need not agree.
 */
export function withFittedBlocks(
  before: Design,
  after: Design,
  graphId: string,
  outputsOf: FindOutputs,
): Design {
  const [old, graph] = [graphOf(before, graphId), graphOf(after, graphId)];
  if (graph === undefined || graph === old) return after;
  let design = after;
  for (const [id, node] of Object.entries(graph.nodes)) {
    if (node === old?.nodes[id]) continue;
    const operation = lookup(graph.operations, node.operation);
    if (operation?.kind !== "model") continue;
    const calls = Object.values(graph.nodes).filter((one) => one.operation === node.operation);
    const was = old && lookup(old.nodes, id);
    if (calls.length > 1 || (was && sameJson(was.args, node.args))) continue;
    const fitted = fittedTo(after, operation, node, outputsOf);
    if (fitted !== operation) design = withArguments(design, graphId, node.operation, fitted);
  }
  return design;
}

/** A block with the arguments that fit the tensors of a call; the same one where it has them. */
export function fittedTo(
  design: Design,
  operation: SubModel,
  node: Call,
  outputsOf: FindOutputs,
): SubModel {
  const definition = graphOf(design, operation.model);
  const defaults = definition?.parameters ?? {};
  if (definition === undefined || Object.keys(defaults).length === 0) return operation;
  const given: Record<string, unknown> = { ...operation.arguments };
  for (const [path, leaf] of walk(definition.inputs)) {
    const input = typeof leaf === "string" ? operationOf(definition, leaf) : undefined;
    const source = argumentAt(node, `/args/0${path}`);
    if (input?.kind !== "layer" || !isTensor(source)) continue;
    const [from, index] = source.tensor;
    const shape = outputsOf(from)?.[index]?.shape.slice(1);
    if (shape) Object.assign(given, solved(input.config.shape, shape));
  }
  const kept = Object.entries(given).filter(
    ([name, value]) => Object.hasOwn(defaults, name) && !sameJson(defaults[name], value),
  );
  const fitted = Object.fromEntries(kept);
  if (sameJson(fitted, operation.arguments ?? {})) return operation;
  const { arguments: _, ...rest } = operation;
  return kept.length > 0 ? { ...rest, arguments: fitted } : rest;
}

/** A graph in which a block has the arguments of another one of its definition. */
export function withArguments(
  design: Design,
  graphId: string,
  operation: string,
  fitted: SubModel,
): Design {
  return withGraph(design, graphId, (here) => ({
    ...here,
    operations: { ...here.operations, [operation]: fitted },
  }));
}

const NAME = /^\s*(?:(\d+)\s*\*\s*)?([A-Za-z_]\w*)\s*$/;

/** What the parameters in a shape have to be for it to be another: of `channels` and `4 * filters`. */
export function solved(
  wanted: unknown,
  shape: readonly (number | null)[],
): Record<string, number | (number | null)[]> {
  const whole = nameIn(wanted);
  if (whole?.factor === 1) return { [whole.name]: [...shape] };
  if (!Array.isArray(wanted) || wanted.length !== shape.length) return {};
  const found: Record<string, number> = {};
  for (const [axis, item] of wanted.entries()) {
    const parameter = nameIn(item);
    const size = shape[axis];
    if (parameter && typeof size === "number" && size % parameter.factor === 0)
      found[parameter.name] = size / parameter.factor;
  }
  return found;
}

function nameIn(value: unknown): { name: string; factor: number } | null {
  if (typeof value !== "object" || value === null || !("expression" in value)) return null;
  const [, factor = "1", name] = NAME.exec(String(value.expression)) ?? [];
  return name === undefined || Number(factor) === 0 ? null : { name, factor: Number(factor) };
}
