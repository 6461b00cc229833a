/** The panels beside the canvas: the palette takes room of its own, the inspector lies over it. */

import { lazy, Suspense, useEffect } from "react";
import { Palette } from "./palette/Palette";
import { useUi } from "./store/uiStore";
import { useInspectorOpen } from "./ui/PanelToggles";

/** The forms are fetched after this time also when nobody has asked for them yet. */
const PRELOAD_MS = 500;

export function PalettePanel() {
  return useUi((ui) => ui.palette) ? <Palette /> : null;
}

/** The forms are half of the code and not needed for the first picture. */
const loadInspector = () => import("./inspector/Inspector");
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));

export function InspectorPanel() {
  const open = useInspectorOpen();
  useEffect(() => {
    const timer = setTimeout(() => void loadInspector(), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    open && (
      <Suspense fallback={<aside className="inspector" aria-label="Inspector" aria-busy />}>
        <Inspector />
      </Suspense>
    )
  );
}
