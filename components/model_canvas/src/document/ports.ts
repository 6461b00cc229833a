/** The places of a call that take tensors: named by the catalogue, addressed by pointer. */

import type { Entry, Port } from "../../../shared/catalogue";
import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Tensor,
} from "../../../shared/document";
import {
  argumentAt,
  argumentsOf,
  escapeStep,
  isMissing,
  isTensor,
  isTensorList,
  MISSING,
  splitPointer,
  steps,
  walk,
} from "./argument";
import { isInput, operationName, operationOf } from "./graphAccess";

/** One place for one tensor. */
export interface PortPlace {
  /** Where a connection puts its tensor; ends in `/-` for the place behind a growing list. */
  pointer: string;
  /** The argument's name as in the `call` signature, with its index in a list. */
  label: string;
  required: boolean;
  /** Part of a list that grows. */
  many: boolean;
  /** Rarely wired by hand: hidden until it is used. */
  advanced: boolean;
  /** A number may stand there instead. */
  literal: boolean;
  help: string;
  /** The tensor that stands there. */
  value: Tensor | null;
  /** The number that stands there. */
  number: number | null;
}

/** Finds an operation's entry in the catalogue; undefined for a layer that it does not have. */
export type FindEntry = (path: string) => Entry | undefined;

/** Every place of a call for a tensor, required ones first, in the order of the signature. */
export function portsOf(
  design: Design,
  graphId: string,
  nodeId: string,
  find: FindEntry,
): PortPlace[] {
  const graph = graphOf(design, graphId);
  const node = graph && lookup(graph.nodes, nodeId);
  if (!graph || !node || isInput(graph, nodeId)) return [];
  const named = [
    ...signature(graph, node, find).flatMap((port) => places(node, port)),
    ...blockPlaces(design, graph, node),
  ];
  const known = new Set(named.map(({ pointer }) => pointer));
  const others = [...argumentsOf(node)].flatMap(([pointer, leaf]) =>
    known.has(pointer) || !(isTensor(leaf) || isMissing(leaf))
      ? []
      : [place(pointer, NO_PORT, labelOf(pointer), leaf, isMissing(leaf))],
  );
  return [...named, ...others];
}

/** Whether a place must still be given something. */
export function isLacking({ required, value, number }: PortPlace): boolean {
  return required && value === null && number === null;
}

/** The arguments of a new call: required places unfilled, growing lists empty. */
export function emptyArguments(ports: readonly Port[]): Argument[] {
  const args: Argument[] = [];
  for (const port of ports) {
    if (!port.required || port.position === null || port.spread) continue;
    while (args.length <= port.position) args.push(MISSING);
    if (port.many) args[port.position] = [];
  }
  return args;
}

/** The argument with which a block is called: the form of its definition's inputs, unfilled. */
export function emptyBlockArgument(definition: Graph | undefined): Argument {
  if (definition === undefined) return MISSING;
  const form = (tree: Argument): Argument => {
    if (Array.isArray(tree)) return tree.map(form);
    if (typeof tree === "object" && tree !== null) {
      if ("tuple" in tree) return { tuple: tree.tuple.map(form) };
      if ("dict" in tree) {
        const pairs = Object.entries(tree.dict).map(([key, item]) => [key, form(item)]);
        return { dict: Object.fromEntries(pairs) };
      }
    }
    return MISSING;
  };
  const inputs = definition.inputs;
  return Array.isArray(inputs) && inputs.length === 0 ? MISSING : form(inputs);
}

interface PlacedPort extends Port {
  pointer: string;
}

/** The catalogue's ports, each with the place of its argument in this call. */
function signature(graph: Graph, node: Call, find: FindEntry): PlacedPort[] {
  const operation = lookup(graph.operations, node.operation);
  if (operation === undefined || operation.kind === "model") return [];
  const entry = find(operation.kind === "op" ? operation.function : operation.class_name);
  const ports = entry?.ports ?? [];
  const byPosition = (port: Port) =>
    port.position !== null && !Object.hasOwn(node.kwargs, port.name);
  return [...ports.filter((port) => port.required), ...ports.filter((port) => !port.required)].map(
    (port) => ({
      ...port,
      pointer: byPosition(port) ? `/args/${port.position}` : `/kwargs/${escapeStep(port.name)}`,
    }),
  );
}

/** The inputs of a block, named as in its definition. */
function blockPlaces(design: Design, graph: Graph, node: Call): PortPlace[] {
  const operation = lookup(graph.operations, node.operation);
  const definition = operation?.kind === "model" ? graphOf(design, operation.model) : undefined;
  if (definition === undefined) return [];
  return [...walk(definition.inputs)].flatMap(([path, leaf]) => {
    const input = typeof leaf === "string" ? operationOf(definition, leaf) : undefined;
    const pointer = `/args/0${path}`;
    const label = input ? operationName(input) : labelOf(pointer);
    return [place(pointer, NO_PORT, label, argumentAt(node, pointer), true)];
  });
}

function places(node: Call, port: PlacedPort): PortPlace[] {
  if (port.spread) return spreadPlaces(node, port);
  const value = argumentAt(node, port.pointer);
  if (!port.many || isTensor(value)) {
    const empty = value === undefined || isMissing(value);
    if (!empty && !isTensor(value) && holdsTensor(value)) return [];
    // An optional argument is left out or filled; a literal such as a list fills a tensor's place.
    const literal = !empty && !isTensor(value) && typeof value !== "number";
    const required = isMissing(value) || (port.required && !literal);
    return [place(port.pointer, port, port.name, value, required)];
  }
  const items = isTensorList(value) ? value : [];
  return listPlaces(port, items, (index) => `${port.pointer}/${index}`);
}

/** The tensors from a position on, each an argument of its own. */
function spreadPlaces(node: Call, port: PlacedPort): PortPlace[] {
  const first = port.position ?? 0;
  const items = node.args.slice(first);
  return listPlaces(port, items, (index) =>
    index === "-" ? `/args/${first + items.length}` : `/args/${first + index}`,
  );
}

/** The places of a list and, while it may grow, the one behind its end. */
function listPlaces(
  port: PlacedPort,
  items: readonly Argument[],
  pointer: (index: number | "-") => string,
): PortPlace[] {
  const label = (index: number) => port.labels[index] ?? `${port.name}[${index}]`;
  const filled = items.map((item, index) =>
    place(pointer(index), port, label(index), item, isNeeded(port, item, index)),
  );
  if (port.maximum !== null && items.length >= port.maximum) return filled;
  const next = port.labels[items.length] ?? port.name;
  const needed = port.required && items.length < port.minimum;
  return [...filled, place(pointer("-"), port, next, undefined, needed)];
}

/** Whether an item of a list must be there: an empty place among others is filled or removed. */
function isNeeded({ required, minimum }: Port, item: Argument, index: number): boolean {
  return isMissing(item) || (required && index < minimum);
}

const NO_PORT = { many: false, advanced: false, literal: false, help: "" };

function place(
  pointer: string,
  port: Pick<Port, "many" | "advanced" | "literal" | "help">,
  label: string,
  value: Argument | undefined,
  required: boolean,
): PortPlace {
  const { many, advanced, literal, help } = port;
  const standing = isTensor(value) ? value : null;
  const number = typeof value === "number" ? value : null;
  return { pointer, label, required, many, advanced, literal, help, value: standing, number };
}

function holdsTensor(argument: Argument | undefined): boolean {
  return (
    argument !== undefined &&
    [...walk(argument)].some(([, leaf]) => isTensor(leaf) || isMissing(leaf))
  );
}

/** A readable name for a place that no port names: `key` of `/kwargs/key`, `[1]` of `/args/0/1`. */
function labelOf(pointer: string): string {
  const [kind, ...path] = steps(pointer);
  const named = path.filter((step) => step !== "dict" && step !== "tuple" && step !== "slice");
  const [, last] = splitPointer(pointer);
  if (kind === "kwargs") return named.join(".");
  const label = named.slice(1).join(".") || (Number(last) === 0 ? "inputs" : `argument ${last}`);
  return /^\d+$/.test(label) ? `[${label}]` : label;
}
