/** The buttons at the canvas' edges that open and close the panels beside it. */

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide-react";
import { isBare, isReadonly } from "../store/looking";
import { useCanvas } from "../store/StoreContext";
import { setPanels, useUi, useUiStore } from "../store/uiStore";
import { IconButton } from "./IconButton";

/** Whether there is a palette: not where nothing is to be drawn. */
export function usePaletteOffered(): boolean {
  return useCanvas((state) => !isReadonly(state) && !isBare(state.mode) && state.mode !== "tour");
}

/**
 * Whether the inspector is open: on what is selected, or else on the model.
 *
 * In a step that is only read it opens by its button alone: it would lie over the drawing that the
 * text is about.
 */
export function useInspectorOpen(): boolean {
  const opens = useCanvas((state) => state.selection.length > 0 && state.mode !== "tour");
  return useUi((ui) => (opens ? ui.inspector : ui.model));
}

export function PaletteToggle() {
  const ui = useUiStore();
  const open = useUi((state) => state.palette);
  const offered = usePaletteOffered();
  if (!offered) return null;
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
  const open = useInspectorOpen();
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
