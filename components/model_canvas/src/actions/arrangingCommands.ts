/** Commands that move nodes. */

import type { Side } from "../document/align";
import { alignSelection, distributeSelection, tidyGraph } from "./arrange";
import type { Command, Context } from "./command";

const several = (count: number) => (context: Context) =>
  context.store.getState().selection.length >= count;

/** Keys as in Figma: W, A, S, D are the sides, H and V the middles. */
const SIDES: [Side, string, string][] = [
  ["left", "Align left sides", "Alt+a"],
  ["centre", "Align centres", "Alt+h"],
  ["right", "Align right sides", "Alt+d"],
  ["top", "Align upper edges", "Alt+w"],
  ["middle", "Align middles", "Alt+v"],
  ["bottom", "Align lower edges", "Alt+s"],
];

const ALIGN: Pick<Command, "group" | "section" | "under" | "menus"> = {
  group: "Arrange",
  section: "arrange",
  under: "Align and distribute",
  menus: { selection: true },
};

export const ARRANGING: readonly Command[] = [
  ...SIDES.map(
    ([side, title, key]): Command => ({
      ...ALIGN,
      id: `align-${side}`,
      title,
      keys: [key],
      isEnabled: several(2),
      run: ({ store }) => alignSelection(store, side),
    }),
  ),
  {
    ...ALIGN,
    id: "distribute-across",
    title: "Equal gaps from left to right",
    keys: ["Alt+Shift+h"],
    isEnabled: several(3),
    run: ({ store }) => distributeSelection(store, "across"),
  },
  {
    ...ALIGN,
    id: "distribute-down",
    title: "Equal gaps from top to bottom",
    keys: ["Alt+Shift+v"],
    isEnabled: several(3),
    run: ({ store }) => distributeSelection(store, "down"),
  },
  {
    id: "tidy",
    title: "Tidy: lay the graph out anew",
    group: "Arrange",
    section: "arrange",
    keys: ["t"],
    menus: { canvas: "Tidy" },
    run: ({ store }) => void tidyGraph(store),
  },
];
