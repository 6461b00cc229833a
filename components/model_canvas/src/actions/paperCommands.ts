/** Commands that write on the sheet, look at it, or give it room. */

import type { Command, Context } from "./command";
import { addComment, addFrame } from "./notes";
import { toggleProjection } from "./project";
import { canRename, startRenaming } from "./rename";

function some({ store }: Context): boolean {
  return store.getState().selection.length > 0;
}

export const PAPER: readonly Command[] = [
  {
    id: "rename",
    title: "Rename in place: double click, or",
    group: "Edit",
    keys: ["F2"],
    menus: { node: "Rename" },
    isEnabled: ({ store }) => {
      const { selection } = store.getState();
      const [node] = selection;
      return node !== undefined && selection.length === 1 && canRename(store, node);
    },
    run: ({ store, ui }) => {
      const [node] = store.getState().selection;
      if (node !== undefined) startRenaming(store, ui, node);
    },
  },
  {
    id: "comment",
    title: "Write a comment: about the selected node, or here",
    group: "Add",
    section: "make",
    keys: ["n"],
    menus: { node: "Comment", canvas: "Comment here" },
    run: ({ store, ui, spot }) => addComment(store, ui, spot?.place),
  },
  {
    id: "frame",
    title: "Put a frame around what is selected",
    group: "Add",
    section: "make",
    keys: ["Alt+g"],
    menus: { node: "Frame", selection: "Frame" },
    isEnabled: some,
    run: ({ store, ui }) => addFrame(store, ui),
  },
  {
    id: "find",
    title: "Find a node by name, class, shape or problem",
    group: "Look around",
    section: "view",
    keys: ["Ctrl+f"],
    menus: { canvas: "Find" },
    run: ({ ui }) => ui.setState({ finding: true }),
  },
  {
    id: "zoom-selection",
    title: "Zoom to what is selected",
    group: "Look around",
    section: "view",
    keys: ["z"],
    menus: { selection: "Zoom to it", node: "Zoom to it" },
    isEnabled: some,
    run: ({ store }) => store.getState().requestView("selection"),
  },
  {
    id: "full-screen",
    title: "Full screen, in larger type for a projector",
    group: "Look around",
    section: "view",
    keys: ["Alt+Enter"],
    menus: { canvas: "Full screen" },
    run: ({ ui }) => toggleProjection(ui),
  },
  {
    id: "shortcuts",
    title: "All shortcuts",
    group: "Look around",
    section: "view",
    keys: ["?"],
    menus: { canvas: true },
    run: ({ ui }) => ui.setState({ shortcuts: true }),
  },
];
