/** The buttons at the canvas' edges that open and close the panels beside it. */

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide-react";
import { useRef } from "react";
import { isBare, isReadonly } from "../store/looking";
import { useCanvas } from "../store/StoreContext";
import { setPanels, useUi, useUiStore } from "../store/uiStore";
import { IconButton } from "./IconButton";
import { useShortcut } from "./useShortcut";

/** Whether there is a palette: not where nothing is to be drawn. */
function usePaletteOffered(): boolean {
  return useCanvas((state) => !isReadonly(state) && !isBare(state.mode) && state.mode !== "tour");
}

/**
 * Whether the inspector is to be open: on what is selected, or else on the model.
 *
 * In a step that is only read it opens by its button alone: it would lie over the drawing that the
 * text is about.
 */
function useInspectorWanted(): boolean {
  const opens = useCanvas((state) => state.selection.length > 0 && state.mode !== "tour");
  return useUi((ui) => (opens ? ui.inspector : ui.model));
}

/** Whether the palette is shown: where there is no room for both, not beside the inspector. */
export function usePaletteOpen(): boolean {
  const offered = usePaletteOffered();
  const inspected = useInspectorWanted();
  return useUi(
    ({ palette, crowded, front }) =>
      offered && palette && !(crowded && inspected && front === "inspector"),
  );
}

/** Whether the inspector is shown: where there is no room for both, not beside the palette. */
export function useInspectorOpen(): boolean {
  const offered = usePaletteOffered();
  const wanted = useInspectorWanted();
  return useUi(
    ({ palette, crowded, front }) =>
      wanted && !(crowded && offered && palette && front === "palette"),
  );
}

export function PaletteToggle() {
  return usePaletteOffered() ? <OfferedPalette /> : null;
}

function OfferedPalette() {
  const ui = useUiStore();
  const open = usePaletteOpen();
  const button = useRef<HTMLButtonElement>(null);
  const show = () => {
    setPanels(ui, { palette: true });
    ui.setState({ front: "palette" });
  };
  useShortcut(button, "/", () => {
    if (open) return;
    show();
    requestAnimationFrame(() => {
      const panel = button.current?.closest(".workbench")?.querySelector(":scope > .palette");
      panel?.querySelector("input")?.focus();
    });
  });
  return (
    <IconButton
      ref={button}
      className="panel-toggle panel-toggle-left"
      icon={open ? PanelLeftClose : PanelLeftOpen}
      label={open ? "Close the palette" : "Open the palette"}
      aria-expanded={open}
      onClick={() => (open ? setPanels(ui, { palette: false }) : show())}
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
      onClick={() => {
        ui.setState({ front: "inspector" });
        setPanels(ui, open ? { inspector: false, model: false } : { inspector: true, model: true });
      }}
    />
  );
}
