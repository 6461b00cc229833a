/** The way to the panel with the code of the design's own layers. */

import { bus } from "../../../shared/bus";

/** Streamlit's panel with the code of the design's own layers (`app/ui/panel_tabs.py`). */
const PANEL = "Layer code";

/** Show the panel with the code of the design's own layers. */
export function editCode(): void {
  bus().emit("panel", PANEL);
}
