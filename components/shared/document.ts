/** Short names for the document's types, which are generated from Python (`npm run types`). */

import type {
  WireArgument,
  WireDesign,
  WireGraph,
  WireLayer,
  WireNode,
  WireOp,
  WireRecorded,
  WireSubModel,
  WireTensor,
} from "./types.gen";

export type {
  Analysis,
  Diagnostic,
  Fix,
  GraphAnalysis,
  NodeAnalysis,
  TensorSpec,
} from "./types.gen";

export type Design = WireDesign;
export type Graph = WireGraph;
/** One call of an operation (`graph.Node`; named so because `Node` is the DOM's). */
export type Call = WireNode;
export type Operation = WireLayer | WireOp | WireSubModel;
export type Layer = WireLayer;
export type Recorded = WireRecorded;
export type Argument = WireArgument;
export type Tensor = WireTensor;

/** The id by which `Design.main` is known wherever a graph is named. */
export const MAIN = "main";

/** The `class_name` of the layer whose call is a model input. */
export const INPUT_CLASS = "keras.Input";

/** A design with nothing in it. */
export function emptyDesign(name = "model"): Design {
  return {
    schema_version: 1,
    name,
    dtype_policy: "float32",
    main: { name, operations: {}, nodes: {}, inputs: [], outputs: "auto" },
    models: {},
    positions: {},
  };
}

/** A graph of a design by its id, or undefined if there is none. */
export function graphOf(design: Design, id: string): Graph | undefined {
  return id === MAIN ? design.main : lookup(design.models, id);
}

/** An own property, so that an id such as "constructor" finds nothing. */
export function lookup<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
