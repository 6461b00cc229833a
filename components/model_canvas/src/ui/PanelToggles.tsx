/** The buttons at the canvas' edges that open and close the panels beside it. */

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide-react";
import { useCanvas } from "../store/StoreContext";
import { setPanels, useUi, useUiStore } from "../store/uiStore";
import { IconButton } from "./IconButton";

/** Whether the inspector is open: on what is selected, or else on the model. */
export function useInspectorOpen(): boolean {
  const selected = useCanvas((state) => state.selection.length > 0);
  return useUi((ui) => (selected ? ui.inspector : ui.model));
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
