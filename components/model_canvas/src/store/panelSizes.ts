/** How wide the user wants the panels, kept in the browser. */

/** `reading` is Streamlit's column beside the canvas: code, summary, plot. */
export type Panel = "palette" | "inspector" | "reading";

export type PanelSizes = Partial<Record<Panel, number>>;

/** In pixels. */
export const LIMITS: Record<Panel, { least: number; most: number }> = {
  palette: { least: 120, most: 360 },
  inspector: { least: 200, most: 560 },
  reading: { least: 260, most: 1200 },
};

const KEY = "layerloom panels";

export function sizesKept(): PanelSizes {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const entries = Object.entries(found ?? {}).filter(
      ([panel, size]) => panel in LIMITS && Number.isFinite(size),
    );
    return Object.fromEntries(
      entries.map(([panel, size]) => [panel, limited(panel as Panel, size)]),
    );
  } catch {
    // A browser may keep nothing, or something else may stand there.
    return {};
  }
}

export function keepSizes(sizes: PanelSizes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sizes));
  } catch {
    // Then they last as long as the page.
  }
}

export function limited(panel: Panel, size: number): number {
  const { least, most } = LIMITS[panel];
  return Math.round(Math.min(most, Math.max(least, size)));
}
