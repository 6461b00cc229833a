/** Short names for the document's types, which are generated from Python (`npm run types`). */

import type {
  WireArgument,
  WireComment,
  WireDesign,
  WireFrame,
  WireGraph,
  WireLayer,
  WireNode,
  WireOp,
  WirePretrained,
  WireRecorded,
  WireSubModel,
  WireTensor,
  WireTraining,
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
export type Pretrained = WirePretrained;
/** A coloured frame around calls of a graph. */
export type Frame = WireFrame;
/** Words on the canvas (`graph.Comment`; the DOM has a `Comment`, too). */
export type Comment = WireComment;
/** How a design is trained. */
export type Training = WireTraining;
export type Argument = WireArgument;
export type Tensor = WireTensor;

/** The id by which `Design.main` is known wherever a graph is named. */
export const MAIN = "main";

/** The `class_name` of the layer whose call is a model input. */
export const INPUT_CLASS = "keras.Input";

/** A design with nothing in it. */
export function emptyDesign(name = "model"): Design {
  return {
    schema_version: 2,
    name,
    dtype_policy: "float32",
    main: { name, operations: {}, nodes: {}, inputs: [], outputs: "auto" },
    models: {},
    positions: {},
  };
}

/**
 * A graph of a design by its id, with those of the design's operations that it calls beside its own:
 * whoever reads a graph finds every call's operation in it. Undefined if there is no such graph.
 */
export function graphOf(design: Design, id: string): Graph | undefined {
  const graph = storedGraph(design, id);
  return graph && wholeGraph(graph, design.operations);
}

/** A graph of a design as it is stored: what it shares with other graphs is not in it. */
export function storedGraph(design: Design, id: string): Graph | undefined {
  return id === MAIN ? design.main : lookup(design.models, id);
}

interface Whole {
  shared: Design["operations"];
  filled: [string, Operation][];
  whole: Graph;
}

const wholes = new WeakMap<Graph, Whole>();

/** A graph with the operations that its calls share with other graphs; the same object for the same ones. */
export function wholeGraph(graph: Graph, shared: Design["operations"]): Graph {
  if (shared === undefined) return graph;
  const known = wholes.get(graph);
  if (known?.shared === shared) return known.whole;
  const called = new Set(Object.values(graph.nodes).map(({ operation }) => operation));
  const filled = Object.entries(shared).filter(
    ([id]) => called.has(id) && !Object.hasOwn(graph.operations, id),
  );
  const whole =
    filled.length === 0
      ? graph
      : known && sameEntries(known.filled, filled)
        ? known.whole
        : { ...graph, operations: { ...graph.operations, ...Object.fromEntries(filled) } };
  wholes.set(graph, { shared, filled, whole });
  return whole;
}

function sameEntries(a: [string, Operation][], b: [string, Operation][]): boolean {
  return (
    a.length === b.length &&
    a.every(([id, operation], index) => b[index]?.[0] === id && b[index]?.[1] === operation)
  );
}

/** An own property, so that an id such as "constructor" finds nothing. */
export function lookup<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
