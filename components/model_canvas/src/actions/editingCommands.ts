/** Commands that add, change and take away. */

import { graphOf, lookup } from "../../../shared/document";
import { isInput, operationOf } from "../document/graphAccess";
import { isSharedBeyond } from "../document/sharedOperations";
import { callCount } from "../document/sharing";
import type { QuickAdd } from "../store/uiStore";
import { callLayerAgain, copyLayer, duplicateSelection } from "./addNodes";
import { askExcerpt, openUp } from "./askPython";
import { copyText, cutText, pasteText } from "./clipboardText";
import type { Command, Context } from "./command";
import { deleteAndJoin, deleteSelection, moveSelectedInput } from "./editSelection";

/** The one node that is selected. */
function only({ store }: Context): string | null {
  const { selection, selectedEdges } = store.getState();
  return selection.length === 1 && selectedEdges.length === 0 ? (selection[0] ?? null) : null;
}

function operationAt(context: Context) {
  const node = only(context);
  const { design, graph } = context.store.getState();
  const here = graphOf(design, graph);
  return node !== null && here ? operationOf(here, node) : undefined;
}

function hasNodes({ store }: Context): boolean {
  return store.getState().selection.length > 0;
}

function hasAny({ store }: Context): boolean {
  const { selection, selectedEdges } = store.getState();
  return selection.length + selectedEdges.length > 0;
}

function isLayer(context: Context): boolean {
  const operation = operationAt(context);
  const node = only(context);
  const { design, graph } = context.store.getState();
  const here = graphOf(design, graph);
  return operation !== undefined && operation.kind !== "op" && !!here && !isInput(here, node ?? "");
}

function isShared(context: Context): boolean {
  const node = only(context);
  const { design, graph } = context.store.getState();
  const here = graphOf(design, graph);
  const operation = node === null ? undefined : lookup(here?.nodes ?? {}, node)?.operation;
  if (!here || operation === undefined || !isLayer(context)) return false;
  return callCount(here, operation) > 1 || isSharedBeyond(design, graph, operation);
}

/** Where a layer goes that is looked for now: into the selected edge, after what is selected. */
export function goalOf({ store, spot }: Context): QuickAdd["goal"] {
  const { selection, selectedEdges } = store.getState();
  const [edge] = selectedEdges;
  if (edge !== undefined && selectedEdges.length === 1 && selection.length === 0) {
    return { kind: "edge", edge };
  }
  return selection.length === 0 && spot ? { kind: "at", place: spot.place } : { kind: "after" };
}

/** Open a search for a layer; what is typed goes on after `text`. */
export function lookFor(context: Context, text = ""): void {
  const at = context.spot?.at ?? null;
  context.ui.setState({ quickAdd: { goal: goalOf(context), at, text } });
}

/** Layers are called, blocks are used. */
function verb(context: Context): string {
  return operationAt(context)?.kind === "model" ? "Use" : "Call";
}

export const EDITING: readonly Command[] = [
  {
    id: "add",
    title: "Add a layer: type its name, or",
    group: "Add",
    section: "make",
    keys: ["Space"],
    menus: {
      canvas: "Add a layer here…",
      node: "Add a layer after it…",
      selection: "Add a layer after them…",
      edge: "Insert a layer…",
    },
    run: (context) => lookFor(context),
  },
  {
    id: "replace",
    title: "Replace its class, keeping wires and arguments",
    group: "Edit",
    section: "make",
    keys: ["r"],
    menus: { node: "Replace it by another class…" },
    isEnabled: (context) => {
      const operation = operationAt(context);
      if (operation === undefined || operation.kind === "model") return false;
      return operation.kind === "op" || isLayer(context);
    },
    run(context) {
      const node = only(context);
      if (node === null) return;
      const at = context.spot?.at ?? null;
      context.ui.setState({ quickAdd: { goal: { kind: "replace", node }, at, text: "" } });
    },
  },
  {
    id: "call-again",
    title: "Call its layer again, sharing its weights",
    group: "Add",
    section: "make",
    menus: { node: (context) => `${verb(context)} again (same weights)` },
    isEnabled: isLayer,
    run: (context) => callLayerAgain(context.store, only(context) ?? ""),
  },
  {
    id: "own-layer",
    title: "Give this call a layer of its own",
    group: "Edit",
    section: "make",
    menus: { node: "Make a copy (own weights)" },
    isEnabled: isShared,
    run: (context) => copyLayer(context.store, only(context) ?? ""),
  },
  {
    id: "open-up",
    title: "Open it up: a block that shows its layers",
    group: "Edit",
    section: "make",
    menus: { node: true },
    isEnabled: (context) => {
      const operation = operationAt(context);
      return operation?.kind === "layer" && operation.class_name.startsWith("keras.applications.");
    },
    run: (context) => openUp(context.store, only(context) ?? ""),
  },
  {
    id: "cut",
    native: true,
    title: "Cut",
    group: "Edit",
    keys: ["Ctrl+x"],
    menus: { node: true, selection: true },
    isEnabled: hasNodes,
    run: ({ store }) => cutText(store),
  },
  {
    id: "copy",
    native: true,
    title: "Copy, also for another draft or as JSON for a file",
    group: "Edit",
    keys: ["Ctrl+c"],
    menus: { node: "Copy", selection: "Copy" },
    isEnabled: hasNodes,
    run: ({ store }) => copyText(store),
  },
  {
    id: "copy-python",
    title: "Copy as Python",
    group: "Edit",
    keys: ["Alt+c"],
    menus: { node: true, selection: true },
    isEnabled: hasNodes,
    run: ({ store }) => askExcerpt(store),
  },
  {
    id: "paste",
    native: true,
    title: "Paste nodes, or Python text",
    group: "Edit",
    keys: ["Ctrl+v"],
    menus: { canvas: "Paste" },
    run: ({ store, spot }) => void pasteText(store, spot?.place ?? null),
  },
  {
    id: "duplicate",
    title: "Duplicate",
    group: "Edit",
    keys: ["Ctrl+d"],
    menus: { node: true, selection: true },
    isEnabled: hasNodes,
    run: ({ store }) => duplicateSelection(store),
  },
  {
    id: "delete",
    title: "Delete",
    group: "Edit",
    keys: ["Delete", "Backspace"],
    menus: { node: true, selection: true, edge: "Disconnect" },
    isEnabled: hasAny,
    run: ({ store }) => deleteSelection(store),
  },
  {
    id: "delete-and-join",
    title: "Delete, and join what was before and after",
    group: "Edit",
    keys: ["Ctrl+Delete", "Ctrl+Backspace"],
    menus: {
      node: "Delete and join its neighbours",
      selection: "Delete and join their neighbours",
    },
    isEnabled: hasNodes,
    run: ({ store }) => deleteAndJoin(store),
  },
  {
    id: "input-left",
    title: "Move the selected wire one place to the left",
    group: "Edit",
    section: "arrange",
    keys: ["Alt+←"],
    menus: { edge: "One place to the left" },
    isEnabled: canMove,
    run: ({ store }) => moveSelectedInput(store, -1),
  },
  {
    id: "input-right",
    title: "Move the selected wire one place to the right",
    group: "Edit",
    section: "arrange",
    keys: ["Alt+→"],
    menus: { edge: "One place to the right" },
    isEnabled: canMove,
    run: ({ store }) => moveSelectedInput(store, 1),
  },
  {
    id: "undo",
    title: "Undo",
    group: "Edit",
    keys: ["Ctrl+z"],
    menus: { canvas: true },
    isEnabled: ({ store }) => store.getState().past.length > 0,
    run: ({ store }) => store.getState().undo(),
  },
  {
    id: "redo",
    title: "Redo",
    group: "Edit",
    keys: ["Ctrl+Shift+z", "Ctrl+y"],
    menus: { canvas: true },
    isEnabled: ({ store }) => store.getState().future.length > 0,
    run: ({ store }) => store.getState().redo(),
  },
];

/** Whether the selected wire stands in a list, such as a merge's. */
function canMove({ store }: Context): boolean {
  const { selectedEdges } = store.getState();
  return selectedEdges.length === 1 && /\/\d+\/\d+$/.test(selectedEdges[0] ?? "");
}
