/** Inputs of a block that one of its uses gives another shape than the definition says. */

import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  type GraphAnalysis,
  INPUT_CLASS,
  lookup,
} from "../../../../shared/document";
import { argumentAt, isTensor, walk } from "../argument";
import { setConfig } from "../settings";
import { evaluated, isExpression } from "./expression";
import { freeParameter, liftArgument, setBlockArgument } from "./parameters";
import { parametersOf, type SubModel } from "./parameterUses";

type Shape = readonly (number | null)[];

/** An input of a definition and what a use gives it. */
export interface Mismatch {
  /** The input's layer in the definition, and its name. */
  input: string;
  name: string;
  /** Without the batch dimension. */
  declared: Shape;
  given: Shape;
}

/** The inputs of a block for which a use has another shape than they are declared with. */
export function shapeMismatches(
  definition: Graph,
  block: SubModel,
  call: Call,
  found: GraphAnalysis | null,
): Mismatch[] {
  const values = { ...parametersOf(definition), ...block.arguments };
  return [...walk(definition.inputs)].flatMap(([path, leaf]): Mismatch[] => {
    const id = typeof leaf === "string" ? definition.nodes[leaf]?.operation : undefined;
    const layer = id === undefined ? undefined : lookup(definition.operations, id);
    const given = shapeAt(argumentAt(call, `/args/0${path}`), found);
    if (id === undefined || layer?.kind !== "layer" || layer.class_name !== INPUT_CLASS) return [];
    const declared = shapeOf(layer.config.shape, values);
    if (declared === null || given === null || fits(given, declared)) return [];
    return [{ input: id, name: layer.name, declared, given }];
  });
}

function shapeAt(argument: Argument | undefined, found: GraphAnalysis | null): Shape | null {
  if (!isTensor(argument)) return null;
  const [node, index] = argument.tensor;
  return (found && lookup(found.nodes, node)?.outputs?.[index]?.shape.slice(1)) ?? null;
}

/** A declared shape with the values that a use has of the parameters, or null if that is none. */
function shapeOf(shape: unknown, values: Readonly<Record<string, unknown>>): Shape | null {
  const known = (item: unknown): unknown =>
    isExpression(item) ? evaluated(item.expression, values)?.value : item;
  const whole = known(shape);
  if (!Array.isArray(whole)) return null;
  const sizes = whole.map(known);
  const isSize = (item: unknown): item is number | null => item === null || Number.isInteger(item);
  return sizes.every(isSize) ? sizes : null;
}

/** Whether a tensor can go in: of the same rank, and the same where both say something. */
function fits(given: Shape, declared: Shape): boolean {
  return (
    given.length === declared.length &&
    given.every((size, axis) => {
      const wanted = declared[axis];
      return wanted === null || size === wanted;
    })
  );
}

/** Declare an input with the shape that it is given here. */
export function takeShape(design: Design, model: string, { input, given }: Mismatch): Design {
  return setConfig(design, model, input, "shape", [...given]);
}

/** Make the shape of an input a parameter, of which one use has the value that it is given there. */
export function liftShape(
  design: Design,
  graphId: string,
  operation: string,
  model: string,
  { input, name, declared, given }: Mismatch,
): Design {
  const definition = lookup(design.models, model);
  if (definition === undefined) return design;
  const shape = definition.operations[input];
  const config = shape?.kind === "layer" ? shape.config.shape : undefined;
  // It depends on parameters already: the one that is the whole shape is set.
  const alone = isExpression(config) && Object.hasOwn(parametersOf(definition), config.expression);
  const parameter = alone
    ? config.expression
    : freeParameter(definition, shapeName(definition, name));
  const lifted = alone
    ? design
    : liftArgument(design, model, input, ["shape"], parameter, [...declared]);
  return setBlockArgument(lifted, graphId, operation, parameter, [...given]);
}

/** `shape` of a block's only input; else called after the input. */
function shapeName(definition: Graph, input: string): string {
  return typeof definition.inputs === "string" ? "shape" : `${input}_shape`;
}
