/** Looking at costs: which lens, and for what they are counted. */

import type { LensSettings } from "../../../shared/types.gen";
import type { CanvasStore } from "../store/canvasState";
import { setPanels, type UiStore } from "../store/uiStore";
import type { LensName } from "../view/lens";

/** Look through another lens; the server counts costs as long as one is on. */
export function chooseLens(store: CanvasStore, ui: UiStore, lens: LensName): void {
  setPanels(ui, { lens });
  say(store, ui);
}

/** Count costs for something else. */
export function countFor(store: CanvasStore, ui: UiStore, change: Partial<LensSettings>): void {
  setPanels(ui, { lensSettings: { ...ui.getState().lensSettings, ...change } });
  say(store, ui);
}

function say(store: CanvasStore, ui: UiStore): void {
  const { lens, lensSettings } = ui.getState();
  store.getState().say({ type: "lens", settings: lens === "off" ? null : lensSettings });
}
