/** What a command is: one thing that a user can do, however it is asked for. */

import type { CanvasStore } from "../store/canvasState";
import type { Spot, Target, UiStore } from "../store/uiStore";

/** Where a command is asked for. */
export interface Context {
  store: CanvasStore;
  ui: UiStore;
  /** Where the pointer asked for it; null: a key did. */
  spot: Spot | null;
}

/** The parts of the list of shortcuts, in their order. */
export type Group = "Add" | "Edit" | "Select" | "Arrange" | "Look around";

/** One thing that a user can do; menus, keys and the list of shortcuts are made of these. */
export interface Command {
  id: string;
  /** In the list of shortcuts, and in menus that have no words of their own. */
  title: string;
  group: Group;
  /**
   * Keys that do it while the canvas has the focus, as `keyOf` writes them; the first one is shown.
   * A letter is lower case, and with Shift it is none: capital letters begin a search.
   */
  keys?: readonly string[];
  /** Menus that it stands in, with their own words for it where they have any. */
  menus?: Partial<Record<Target, string | true | ((context: Context) => string)>>;
  /** Where it stands in menus: lines are drawn between sections. */
  section?: "make" | "edit" | "select" | "arrange" | "view";
  /** Title of the item in menus under which it stands with others. */
  under?: string;
  /** Whether it can be done now; always, if it is not said. */
  isEnabled?: (context: Context) => boolean;
  /** The browser does it at its key, as with its clipboard. */
  native?: true;
  /** Undefined: another part of the page does it at its key. */
  run?: (context: Context) => void;
}
