/** Commands that make blocks and frames, and take them apart. */

import { graphOf } from "../../../shared/document";
import { blockDefinition } from "../document/blocks/repeat";
import { isInput } from "../document/graphAccess";
import { framesOf } from "../document/notes";
import { collapsedFrames, frameAround, frameOfCalls } from "../view/drawnFrames";
import { askRepeat, blockOfSelection, dissolveSelection } from "./blocks";
import type { Command, Context } from "./command";
import { collapseAll, toggleFrame } from "./frames";
import { keepSelected } from "./storedBlocks";

function hasNodes({ store }: Context): boolean {
  return store.getState().selection.length > 0;
}

/** Whether something else than inputs is selected. */
function hasLayers({ store }: Context): boolean {
  const { design, graph: graphId, selection } = store.getState();
  const graph = graphOf(design, graphId);
  return graph !== undefined && selection.some((id) => !isInput(graph, id));
}

function hasBlock({ store }: Context): boolean {
  const { design, graph, selection } = store.getState();
  return selection.some((id) => blockDefinition(design, graph, id) !== null);
}

function framesHere({ store }: Context, collapsed: boolean): boolean {
  const { design, graph } = store.getState();
  const frames = Object.values(framesOf(design, graph));
  return frames.some((frame) => (frame.collapsed ?? false) === collapsed);
}

/** Whether what is selected is a frame, or in one. */
function hasFrame({ store }: Context): boolean {
  const { design, graph, selection } = store.getState();
  if (selection.length === 0) return false;
  return (
    frameOfCalls(collapsedFrames(design, graph), selection) !== null ||
    frameAround(design, graph, selection) !== null
  );
}

export const BLOCKS: readonly Command[] = [
  {
    id: "make-block",
    title: "Make a block",
    group: "Edit",
    section: "make",
    keys: ["Ctrl+g"],
    menus: { selection: true, node: true },
    isEnabled: hasNodes,
    run: ({ store }) => blockOfSelection(store),
  },
  {
    id: "repeat",
    title: "Repeat…",
    group: "Edit",
    section: "make",
    menus: { selection: true, node: true },
    isEnabled: hasLayers,
    run: ({ store, ui }) => askRepeat(store, ui),
  },
  {
    id: "dissolve",
    title: "Dissolve a block: its layers in its place",
    group: "Edit",
    section: "make",
    keys: ["Ctrl+Shift+g"],
    menus: { node: true, selection: true },
    isEnabled: hasBlock,
    run: ({ store }) => dissolveSelection(store),
  },
  {
    id: "keep-block",
    title: "Save to my blocks",
    group: "Edit",
    section: "make",
    menus: { node: true },
    isEnabled: hasBlock,
    run: ({ store }) => keepSelected(store),
  },
  {
    id: "toggle-frame",
    title: "Expand or collapse a frame",
    group: "Look around",
    section: "make",
    keys: ["e"],
    menus: { node: true, selection: true },
    isEnabled: hasFrame,
    run: ({ store }) => toggleFrame(store),
  },
  {
    id: "expand-all",
    title: "Expand all frames",
    group: "Look around",
    section: "view",
    menus: { canvas: true },
    isEnabled: (context) => framesHere(context, true),
    run: ({ store }) => collapseAll(store, false),
  },
  {
    id: "collapse-all",
    title: "Collapse all frames",
    group: "Look around",
    section: "view",
    menus: { canvas: true },
    isEnabled: (context) => framesHere(context, false),
    run: ({ store }) => collapseAll(store, true),
  },
];
