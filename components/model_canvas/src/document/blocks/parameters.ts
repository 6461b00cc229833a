/** The parameters of a block: arguments inside of it that its instances may have different values of. */

import {
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
  storedGraph,
} from "../../../../shared/document";
import { withoutRecord } from "../customLayers";
import { withGraph } from "../graphAccess";
import { firstFree } from "../names";
import { sameJson } from "../sameJson";
import { setCallArgument } from "../settings";
import { withStored } from "../sharedOperations";
import { renamedIn, substituted } from "./expression";
import {
  instancesOf,
  parametersOf,
  type SubModel,
  type Values,
  withGraphExpressions,
  withInstances,
} from "./parameterUses";

/** Words that Python keeps for itself. */
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally " +
    "for from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Why a parameter cannot have a name, in one sentence, or null. */
export function parameterProblem(graph: Graph, name: string, own?: string): string | null {
  if (name.trim() === "") return "A parameter needs a name.";
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    return "A parameter's name is one of Python: letters, digits and _, and no digit first.";
  }
  if (KEYWORDS.has(name)) return `"${name}" is a word of Python's own.`;
  if (name !== own && Object.hasOwn(parametersOf(graph), name)) {
    return `The block already has a parameter "${name}".`;
  }
  return null;
}

/** A name for a parameter that an argument becomes: the argument's, or the first free one after it. */
export function freeParameter(graph: Graph, argument: string): string {
  const plain = argument.replace(/[^\p{L}\p{N}_]/gu, "_");
  const base = parameterProblem({ ...graph, parameters: {} }, plain) === null ? plain : "value";
  return firstFree(base, (name) => Object.hasOwn(parametersOf(graph), name));
}

/** The steps from a layer's configuration to an argument, through objects that are arguments. */
export type ConfigPath = readonly (string | number)[];

/**
 * Make an argument of a layer, or of a block, inside a block a parameter of the outer one. Its default is
 * the value that the argument has, so that nothing changes yet; it may be a parameter that has that
 * default already.
 *
 * @param value The argument's value; where it is not set, the layer's default.
 */
export function liftArgument(
  design: Design,
  graphId: string,
  operation: string,
  path: ConfigPath,
  name: string,
  value: unknown,
): Design {
  return withGraph(design, graphId, (graph) => {
    const own = lookup(graph.operations, operation);
    const known = sameJson(lookup(parametersOf(graph), name), value);
    if (!own || own.kind === "op" || (parameterProblem(graph, name) !== null && !known))
      return graph;
    const values = own.kind === "layer" ? own.config : (own.arguments ?? {});
    const lifted = setAt(values, path, { expression: name }) as Record<string, unknown>;
    const changed: Operation =
      own.kind === "layer"
        ? withoutRecord({ ...own, config: lifted })
        : { ...own, arguments: lifted };
    return {
      ...graph,
      operations: { ...graph.operations, [operation]: changed },
      parameters: { ...graph.parameters, [name]: value },
    };
  });
}

/**
 * Make a literal argument of a call inside a block a parameter of the block: see `liftArgument`.
 *
 * @param position Index in `args` of an argument that is passed by position.
 */
export function liftCallArgument(
  design: Design,
  graphId: string,
  node: string,
  argument: string,
  name: string,
  value: unknown,
  position: number | null = null,
): Design {
  const parametrized = withGraph(design, graphId, (graph) => {
    const known = sameJson(lookup(parametersOf(graph), name), value);
    if (known) return graph;
    if (parameterProblem(graph, name) !== null) return graph;
    return { ...graph, parameters: { ...graph.parameters, [name]: value } };
  });
  if (!sameJson(lookup(parametersOf(storedGraph(parametrized, graphId)), name), value))
    return design;
  const expression = { expression: name };
  return setCallArgument(parametrized, graphId, node, argument, expression, position);
}

function setAt(here: unknown, path: ConfigPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(here)) {
    return here.map((item, index) => (index === step ? setAt(item, rest, value) : item));
  }
  const record = (typeof here === "object" && here !== null ? here : {}) as Record<string, unknown>;
  return { ...record, [step]: setAt(record[step], rest, value) };
}

/** Set what a parameter is where an instance does not say: every such instance follows. */
export function setParameterDefault(
  design: Design,
  graphId: string,
  name: string,
  value: unknown,
): Design {
  const graph = storedGraph(design, graphId);
  if (!graph || !Object.hasOwn(parametersOf(graph), name)) return design;
  if (sameJson(parametersOf(graph)[name], value)) return design;
  const parameters = { ...graph.parameters, [name]: value };
  const changed = withStored(design, graphId, { ...graph, parameters });
  return withInstances(changed, graphId, (block) =>
    sameJson(lookup(block.arguments ?? {}, name), value) ? withArguments(block, name) : block,
  );
}

/** Call a parameter otherwise, wherever it is used; a name that cannot be one changes nothing. */
export function renameParameter(design: Design, graphId: string, from: string, to: string): Design {
  const graph = storedGraph(design, graphId);
  if (!graph || !Object.hasOwn(parametersOf(graph), from) || from === to) return design;
  if (parameterProblem(graph, to, from) !== null) return design;
  const inside = withGraphExpressions(graph, (text) => ({ expression: renamedIn(text, from, to) }));
  const parameters = renamedKey(parametersOf(graph), from, to);
  const changed = withStored(design, graphId, { ...inside, parameters });
  return withInstances(changed, graphId, (block) =>
    Object.hasOwn(block.arguments ?? {}, from)
      ? { ...block, arguments: renamedKey(block.arguments ?? {}, from, to) }
      : block,
  );
}

function renamedKey(values: Values, from: string, to: string): Record<string, unknown> {
  const pairs = Object.entries(values).map(([key, value]) => [key === from ? to : key, value]);
  return Object.fromEntries(pairs);
}

/**
 * Take a parameter away: what it decided is its default from now on, for every instance (see
 * `differingUses`).
 */
export function removeParameter(design: Design, graphId: string, name: string): Design {
  const graph = storedGraph(design, graphId);
  if (!graph || !Object.hasOwn(parametersOf(graph), name)) return design;
  const { [name]: value, ...parameters } = parametersOf(graph);
  const inside = withGraphExpressions(graph, (text) => substituted(text, { [name]: value }));
  const changed = withStored(design, graphId, withParameters(inside, parameters));
  return withInstances(changed, graphId, (block) => withArguments(block, name));
}

/** The values that instances have of a parameter in the place of its default. */
export function differingUses(design: Design, graphId: string, name: string): unknown[] {
  return instancesOf(design, graphId).flatMap(({ block }) =>
    Object.hasOwn(block.arguments ?? {}, name) ? [block.arguments?.[name]] : [],
  );
}

/** Set what a parameter is for one instance; undefined, or what is the default anyway, takes that back. */
export function setBlockArgument(
  design: Design,
  graphId: string,
  operation: string,
  name: string,
  value: unknown,
): Design {
  return withGraph(design, graphId, (graph) => {
    const block = lookup(graph.operations, operation);
    if (block?.kind !== "model") return graph;
    const parameters = parametersOf(graphOf(design, block.model));
    const usual = value === undefined || sameJson(value, lookup(parameters, name));
    if (usual && !Object.hasOwn(block.arguments ?? {}, name)) return graph;
    if (sameJson(lookup(block.arguments ?? {}, name), value)) return graph;
    const changed: Operation = usual
      ? withArguments(block, name)
      : { ...block, arguments: { ...block.arguments, [name]: value } };
    return { ...graph, operations: { ...graph.operations, [operation]: changed } };
  });
}

/** An instance without a value of its own for a parameter. */
function withArguments(block: SubModel, without: string): SubModel {
  const { arguments: values = {}, ...plain } = block;
  if (!Object.hasOwn(values, without)) return block;
  const left = Object.entries(values).filter(([key]) => key !== without);
  return left.length === 0 ? plain : { ...plain, arguments: Object.fromEntries(left) };
}

function withParameters(graph: Graph, parameters: Record<string, unknown>): Graph {
  const { parameters: _, ...plain } = graph;
  return Object.keys(parameters).length === 0 ? plain : { ...plain, parameters };
}
