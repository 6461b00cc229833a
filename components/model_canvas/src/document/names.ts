/** Names of layers as Keras counts them (dense, dense_1, …), and ids made from them. */

import { type Design, type Graph, graphOf, MAIN } from "../../../shared/document";
import { operationName } from "./graphAccess";
import { usesBeside } from "./sharedOperations";

/** The first of `base`, `base_1`, `base_2` … that names no layer and is no id in the graph. */
export function freshName(graph: Graph, base: string, taken: Iterable<string> = []): string {
  const used = new Set(taken);
  for (const operation of Object.values(graph.operations)) used.add(operationName(operation));
  return firstFree(base, (name) => used.has(name) || isId(graph, name));
}

/** An id that no node and no operation of the graph has. */
export function freshId(graph: Graph, base: string): string {
  return firstFree(base, (id) => isId(graph, id));
}

/** The id of a further call of an operation: `encoder_call_2`. */
export function freshCallId(graph: Graph, operation: string): string {
  const calls = Object.values(graph.nodes).filter((node) => node.operation === operation).length;
  let id = `${operation}_call_${calls + 1}`;
  for (let n = calls + 2; isId(graph, id); n += 1) id = `${operation}_call_${n}`;
  return id;
}

/** "dense" of "dense_2". */
export function baseName(name: string): string {
  return name.replace(/_\d+$/, "") || name;
}

/**
 * Why a layer cannot have a name, in one sentence, or null.
 *
 * Keras refuses an empty name and one with "/" (`keras.Operation.__init__`), and a model with two
 * layers of one name (`keras.Functional`). One layer in several models has one name in all of them.
 */
export function nameProblem(
  design: Design,
  graphId: string,
  operation: string,
  name: string,
): string | null {
  if (name.trim() === "") return "A layer needs a name.";
  if (name.includes("/")) return 'Keras allows no "/" in a name.';
  for (const id of [graphId, ...usesBeside(design, graphId, operation).calls.keys()]) {
    const graph = graphOf(design, id);
    if (graph === undefined || !isTaken(graph, operation, name)) continue;
    if (id === graphId) return `Another layer is already called "${name}".`;
    const where = id === MAIN ? "the main model" : `"${graph.name}"`;
    return `Another layer of ${where} is already called "${name}", and this one is called there, too.`;
  }
  return null;
}

function isTaken(graph: Graph, operation: string, name: string): boolean {
  return Object.entries(graph.operations).some(
    ([id, other]) => id !== operation && other.kind !== "op" && other.name === name,
  );
}

/** Why a model cannot have a name, or null. */
export function modelNameProblem(name: string): string | null {
  if (name.trim() === "") return "A model needs a name.";
  if (name.includes("/")) return 'Keras allows no "/" in a name.';
  return null;
}

/** The first of `base`, `base_1`, `base_2` … that is not taken. */
export function firstFree(base: string, taken: (name: string) => boolean): string {
  let name = base;
  for (let n = 1; taken(name); n += 1) name = `${base}_${n}`;
  return name;
}

function isId(graph: Graph, id: string): boolean {
  return Object.hasOwn(graph.nodes, id) || Object.hasOwn(graph.operations, id);
}
