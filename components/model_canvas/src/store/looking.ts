/**
 * Looking at a design that cannot be changed: it is another's, and was shared. The server refuses
 * every edit; this is so that the page offers none.
 */

/**
 * How the canvas is shown: to draw on, to look at, to look at within a page of somebody else's; to try
 * things out beside a text, without the palette; to draw on for a room that looks at a projector.
 */
export type Mode = "edit" | "view" | "embed" | "tour" | "project";

/** Whether there is the drawing and nothing around it. */
export function isBare(mode: Mode): boolean {
  return mode === "embed" || mode === "project";
}

interface Shown {
  mode: Mode;
  readonly: boolean;
}

/** Whether nothing can be changed, however it is asked for. */
export function isReadonly({ mode, readonly }: Shown): boolean {
  return mode === "view" || mode === "embed" || readonly;
}

/** Whether nodes cannot be moved, wired or written on: for good, or while a change is foreseen. */
export function isFixed(state: Shown & { preview: object | null }): boolean {
  return state.preview !== null || isReadonly(state);
}

/** The commands that change nothing, or only how the drawing is looked at. */
const LOOKING: ReadonlySet<string> = new Set([
  "copy",
  "copy-python",
  "toggle-frame",
  "expand-all",
  "collapse-all",
  "inspector",
  "fields",
  "select-all",
  "select-before",
  "select-after",
  "look-inside",
  "fit",
  "box",
  "find",
  "zoom-selection",
  "full-screen",
  "shortcuts",
]);

export function changesNothing(command: string): boolean {
  return LOOKING.has(command);
}
