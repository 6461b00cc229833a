/** A call of whatever the palette and searches offer, unconnected. */

import type { Entry } from "../../../shared/catalogue";
import type { Design } from "../../../shared/document";
import { withNewClass } from "../document/customLayers";
import { addBlock, addNode, type Created } from "../document/nodes";
import type { FindEntry } from "../document/ports";
import { placeStored } from "../document/storedBlock";
import type { Point } from "../document/types";
import type { CanvasState } from "../store/canvasState";
import type { StoredBlock } from "./storedBlocks";

/** An entry of the catalogue, a definition of the design, a block from outside it, a custom layer. */
export type Addable =
  | { kind: "entry"; label: string; entry: Entry }
  | { kind: "block"; label: string; model: string }
  | { kind: "stored"; label: string; block: StoredBlock }
  | { kind: "custom"; label: string };

/** Add a call of it at a place; a custom layer's class comes with it. */
export function createCall(
  { template, catalogue }: Pick<CanvasState, "template" | "catalogue">,
  design: Design,
  graph: string,
  thing: Addable,
  at: Point,
): Created & { find: FindEntry } {
  const find: FindEntry = (path) => catalogue?.find(path);
  if (thing.kind === "block") return { ...addBlock(design, graph, thing.model, at), find };
  if (thing.kind === "stored") {
    return { ...placeStored(design, graph, thing.block.design, at), find };
  }
  if (thing.kind === "entry") {
    const { entry } = thing;
    const created = addNode(design, graph, entry, at);
    return { ...created, find: (path) => (path === entry.path ? entry : find(path)) };
  }
  if (template === null) return { design, nodes: [], find };
  const { design: coded, name } = withNewClass(design, template);
  const entry: Entry = {
    ...template.entry,
    path: name,
    name,
    auto_name: `${template.entry.auto_name}${name.slice(template.name.length)}`,
  };
  const created = addNode(coded, graph, entry, at);
  return { ...created, find: (path) => (path === name ? entry : find(path)) };
}
