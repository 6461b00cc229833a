/** The panels beside the canvas, each of a width that is the user's. */

import { lazy, Suspense, useEffect } from "react";
import { Palette } from "./palette/Palette";
import { isBare } from "./store/looking";
import { useCanvas } from "./store/StoreContext";
import { useInspectorOpen, usePaletteOpen } from "./ui/PanelToggles";
import { Splitter } from "./ui/Splitter";

/** The forms are fetched after this time also when nobody has asked for them yet. */
const PRELOAD_MS = 500;

export function PalettePanel() {
  return usePaletteOpen() ? (
    <>
      <Palette />
      <Splitter panel="palette" side="left" label="Width of the palette" width={widthBefore} />
    </>
  ) : null;
}

const widthBefore = (line: HTMLElement) => widthOf(line.previousElementSibling);
const widthAfter = (line: HTMLElement) => widthOf(line.nextElementSibling);

function widthOf(panel: Element | null): number {
  return panel instanceof HTMLElement ? panel.offsetWidth : 0;
}

/** The forms are half of the code and not needed for the first picture. */
const loadInspector = () => import("./inspector/Inspector");
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));

export function InspectorPanel() {
  const bare = useCanvas((state) => isBare(state.mode));
  const open = useInspectorOpen() && !bare;
  useEffect(() => {
    const timer = setTimeout(() => void loadInspector(), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    open && (
      <>
        <Splitter
          panel="inspector"
          side="right"
          label="Width of the inspector"
          width={widthAfter}
        />
        <Suspense fallback={<aside className="inspector" aria-label="Inspector" aria-busy />}>
          <Inspector />
        </Suspense>
      </>
    )
  );
}
