/**
 * All that can be done on the canvas: what menus and the list of shortcuts show, and what keys do.
 * Add a command to the list of its kind, or a file of a kind of its own to `COMMANDS`.
 */

import { changesNothing, isReadonly } from "../store/looking";
import type { Target } from "../store/uiStore";
import { ARRANGING } from "./arrangingCommands";
import { BLOCKS } from "./blockCommands";
import type { Command, Context } from "./command";
import { EDITING } from "./editingCommands";
import { LOOKING } from "./lookingCommands";
import { PAPER } from "./paperCommands";

export const COMMANDS: readonly Command[] = [
  ...EDITING,
  ...PAPER,
  ...BLOCKS,
  ...ARRANGING,
  ...LOOKING,
];

/** What is done by hand, or at what has the focus: for the list of shortcuts alone. */
export const GESTURES: readonly Pick<Command, "title" | "group" | "keys">[] = [
  {
    group: "Add",
    title: "Drag a layer from the palette onto the canvas, or onto an edge",
    keys: [],
  },
  { group: "Add", title: "Drag a wire into the void: a search for what takes it", keys: [] },
  { group: "Edit", title: "Connect: at an output, and then at an input", keys: ["Enter"] },
  { group: "Edit", title: "Move a wire: drag either of its ends", keys: [] },
  { group: "Select", title: "Several one by one", keys: ["Shift+click", "Ctrl+click"] },
  { group: "Select", title: "All in a rectangle, beside what is selected", keys: ["Shift+drag"] },
  { group: "Select", title: "The node that has the focus", keys: ["Enter"] },
  { group: "Select", title: "What comes before or after it", keys: ["Alt+↑", "Alt+↓"] },
  { group: "Select", title: "Nothing; let go of a connection", keys: ["Escape"] },
  { group: "Arrange", title: "Move by a step of the grid", keys: ["↑ ↓ ← →"] },
  { group: "Arrange", title: "Move by five steps", keys: ["Shift+↑ ↓ ← →"] },
  { group: "Look around", title: "Move the view", keys: ["drag", "middle button"] },
  { group: "Look around", title: "Zoom", keys: ["wheel"] },
];

/** A key press as commands name it: `Ctrl+Shift+z`, `Alt+a`, `?`, `Delete`. */
export function keyOf(event: Pick<KeyboardEvent, "key" | "code"> & Modifiers): string {
  // A browser that fills a field in by itself tells of keys that are none.
  if (typeof event.key !== "string") return "";
  const ctrl = event.ctrlKey || event.metaKey;
  // With Alt, some systems write another sign than the one on the key.
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const printed = letter.length === 1;
  const key = printed && (ctrl || event.altKey || !event.shiftKey) ? letter.toLowerCase() : letter;
  const shift = event.shiftKey && (!printed || ctrl || event.altKey);
  return [ctrl && "Ctrl", event.altKey && "Alt", shift && "Shift", key === " " ? "Space" : key]
    .filter(Boolean)
    .join("+");
}

interface Modifiers {
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** A key as it is shown: `Ctrl+Shift+Z`. */
export function keyText(key: string): string {
  return key.replace(
    /(^|\+)([a-z])$/,
    (_, plus: string, letter: string) => plus + letter.toUpperCase(),
  );
}

/** What a key does now; a command that the browser does itself is none. */
export function commandAt(key: string, context: Context): Command | undefined {
  return COMMANDS.find(
    (command) =>
      command.run && !command.native && command.keys?.includes(key) && isEnabled(command, context),
  );
}

/** Whether a key has a meaning at all, now or at another time. */
export function isTaken(key: string): boolean {
  return COMMANDS.some(({ keys }) => keys?.includes(key));
}

export function isEnabled({ id, isEnabled: holds }: Command, context: Context): boolean {
  if (isReadonly(context.store.getState()) && !changesNothing(id)) return false;
  return holds?.(context) ?? true;
}

const SECTIONS = ["make", "edit", "select", "arrange", "view"] as const;

/** What the menu of a target offers now, in sections. */
export function offered(target: Target, context: Context): Command[][] {
  const found = COMMANDS.filter(
    (command) => command.run && command.menus?.[target] && isEnabled(command, context),
  );
  return SECTIONS.map((section) =>
    found.filter((command) => (command.section ?? "edit") === section),
  ).filter((commands) => commands.length > 0);
}

/** What a command is called in the menu of a target. */
export function titleIn({ menus, title }: Command, target: Target, context: Context): string {
  const words = menus?.[target];
  if (typeof words === "function") return words(context);
  return typeof words === "string" ? words : title;
}
