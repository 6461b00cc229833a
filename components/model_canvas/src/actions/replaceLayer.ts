/** Replacing the class of a node's layer. */

import type { Entry } from "../../../shared/catalogue";
import { replaceClass } from "../document/replaceClass";
import type { CanvasStore } from "../store/canvasState";
import { counted } from "./counted";

/** Put another class in the place of a node's; what had no place in it is said. */
export function replaceLayer(store: CanvasStore, node: string, entry: Entry): void {
  const { design, graph, catalogue, edit, announce, notify } = store.getState();
  if (!catalogue) return;
  const find = (path: string) => catalogue.find(path);
  const replaced = replaceClass(design, graph, node, entry, find, catalogue.definitions);
  if (!edit(`Replace by ${entry.name}`, () => replaced.design, { select: [node] })) return;
  announce(`Replaced by ${entry.name}.`);
  const lost = [
    ...(replaced.wires > 0 ? [counted(replaced.wires, "wire")] : []),
    ...replaced.arguments.map((name) => `\`${name}\``),
  ];
  if (lost.length === 0) return;
  notify("info", `${entry.name} has no place for ${lost.join(", ")}. Undo brings it back.`);
}
