/** Commands that select and move the view; they change nothing in the design. */

import { setPanels } from "../store/uiStore";
import { collapsedFrames, frameOfCalls } from "../view/drawnFrames";
import type { Command } from "./command";
import { selectAll, selectAlong } from "./editSelection";
import { expandFrame } from "./frames";
import { insideOf, openBlock } from "./lookAround";

export const LOOKING: readonly Command[] = [
  { id: "palette", title: "Search the palette", group: "Add", keys: ["/"] },
  { id: "fields", title: "Fields of what is selected", group: "Edit", keys: ["i"] },
  {
    id: "select-all",
    title: "All",
    group: "Select",
    section: "select",
    keys: ["Ctrl+a"],
    menus: { canvas: "Select all" },
    run: ({ store }) => selectAll(store),
  },
  {
    id: "select-before",
    title: "All that it depends on",
    group: "Select",
    section: "select",
    menus: { node: "Select all that it depends on" },
    run: ({ store }) => selectAlong(store, "before"),
  },
  {
    id: "select-after",
    title: "All that depends on it",
    group: "Select",
    section: "select",
    menus: { node: "Select all that depends on it" },
    run: ({ store }) => selectAlong(store, "after"),
  },
  {
    id: "look-inside",
    title: "Look inside a block or a collapsed frame: double click, or twice",
    group: "Look around",
    section: "view",
    menus: { node: "Look inside" },
    keys: ["Enter"],
    isEnabled: ({ store }) => {
      const { design, graph, selection } = store.getState();
      const [node] = selection;
      if (node === undefined) return false;
      if (selection.length === 1 && insideOf(store, node) !== null) return true;
      return frameOfCalls(collapsedFrames(design, graph), selection) !== null;
    },
    run: ({ store }) => {
      const { design, graph, selection } = store.getState();
      const [node] = selection;
      const frame = frameOfCalls(collapsedFrames(design, graph), selection);
      if (frame) expandFrame(store, frame.view);
      else if (node !== undefined) openBlock(store, node);
    },
  },
  {
    id: "fit",
    title: "Fit the whole graph into view",
    group: "Look around",
    section: "view",
    keys: ["f"],
    menus: { canvas: "Fit view" },
    run: ({ store }) => store.getState().requestView("all"),
  },
  {
    id: "box",
    title: "Whether dragging selects or moves the view",
    group: "Select",
    section: "select",
    keys: ["v"],
    run: ({ store, ui }) => {
      const boxes = !ui.getState().boxes;
      setPanels(ui, { boxes });
      store
        .getState()
        .announce(
          boxes
            ? "Dragging selects. The middle button moves the view."
            : "Dragging moves the view.",
        );
    },
  },
];
