/** The canvas on the whole screen, for a projector. */

import type { UiStore } from "../store/uiStore";

/** The panels that were open before. */
let before: { palette: boolean; inspector: boolean; model: boolean } | null = null;

/** Fill the screen with the drawing, or end that. */
export function toggleProjection(ui: UiStore): void {
  if (ui.getState().projected) {
    leaveProjection(ui);
    return;
  }
  const { palette, inspector, model } = ui.getState();
  before = { palette, inspector, model };
  ui.setState({ projected: true, palette: false, inspector: false, model: false });
}

export function leaveProjection(ui: UiStore): void {
  if (!ui.getState().projected) return;
  ui.setState({ projected: false, ...before });
  before = null;
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}
