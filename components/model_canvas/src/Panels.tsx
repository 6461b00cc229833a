/** The panels beside the canvas: the palette takes room of its own, the inspector lies over it. */

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { setPanels, type Ui, useUi, useUiStore } from "./canvas/ui";
import { Palette } from "./palette/Palette";
import { useCanvas } from "./StoreContext";
import type { CanvasState } from "./store";
import { IconButton } from "./ui/IconButton";

/** The forms are fetched after this time also when nobody has asked for them yet. */
const PRELOAD_MS = 500;

export function PalettePanel() {
  return useUi((ui) => ui.palette) ? <Palette /> : null;
}

/** The forms are half of the code and not needed for the first picture. */
const loadInspector = () => import("./inspector/Inspector");
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));

export function InspectorPanel() {
  const open = useInspector();
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

/** Whether the inspector is to be seen. */
export function useInspector(): boolean {
  const selected = useCanvas((state) => state.selection.length > 0);
  return useUi((ui) => inspects(ui, selected));
}

/** Whether the inspector is to be seen, outside of React. */
export function inspectorOpen(ui: Ui, state: CanvasState): boolean {
  return inspects(ui, state.selection.length > 0);
}

function inspects(ui: Ui, selected: boolean): boolean {
  return selected ? ui.inspector : ui.model;
}

export function PaletteToggle() {
  const ui = useUiStore();
  const open = useUi((state) => state.palette);
  return (
    <IconButton
      className="panel-toggle panel-toggle-left"
      icon={open ? PanelLeftClose : PanelLeftOpen}
      label={open ? "Close the palette" : "Open the palette"}
      aria-expanded={open}
      onClick={() => setPanels(ui, { palette: !open })}
    />
  );
}

export function InspectorToggle() {
  const ui = useUiStore();
  const open = useInspector();
  return (
    <IconButton
      className="panel-toggle panel-toggle-right"
      icon={open ? PanelRightClose : PanelRightOpen}
      label={open ? "Close the inspector" : "Open the inspector"}
      aria-expanded={open}
      onClick={() =>
        setPanels(ui, open ? { inspector: false, model: false } : { inspector: true, model: true })
      }
    />
  );
}
