/** Zoom, fit, tidy: what one does to the picture, not to the model (tidy moves nodes). */

import { useReactFlow, useStore } from "@xyflow/react";
import {
  Map as MapIcon,
  Maximize,
  Minus,
  Plus,
  SquareDashedMousePointer,
  WandSparkles,
} from "lucide-react";
import { tidyGraph } from "../actions/arrange";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { setPanels, useUi, useUiStore } from "../store/uiStore";

export function CanvasControls() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const tidying = useCanvas((state) => state.tidying);
  const minimap = useUi((state) => state.minimap);
  const boxes = useUi((state) => state.boxes);
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="canvas-controls" role="toolbar" aria-label="View">
      <button type="button" title="Zoom out" aria-label="Zoom out" onClick={() => zoomOut()}>
        <Minus size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="zoom"
        title="Zoom to 100 %"
        aria-label={`Zoom is ${zoom} %, set to 100 %`}
        onClick={() => zoomTo(1)}
      >
        {zoom} %
      </button>
      <button type="button" title="Zoom in" aria-label="Zoom in" onClick={() => zoomIn()}>
        <Plus size={16} aria-hidden />
      </button>
      <button
        type="button"
        title="Fit the whole graph into view (F)"
        aria-label="Fit view"
        onClick={() => store.getState().requestView("all")}
      >
        <Maximize size={16} aria-hidden />
      </button>
      <button
        type="button"
        title="Tidy: lay the graph out anew (T)"
        aria-label="Tidy"
        disabled={tidying}
        onClick={() => void tidyGraph(store)}
      >
        <WandSparkles size={16} aria-hidden />
      </button>
      <button
        type="button"
        title={
          boxes
            ? "Dragging selects; press to move the view instead (V)"
            : "Dragging moves the view; press to select instead (V). Shift+drag always selects"
        }
        aria-label="Select by dragging"
        aria-pressed={boxes}
        onClick={() => setPanels(ui, { boxes: !boxes })}
      >
        <SquareDashedMousePointer size={16} aria-hidden />
      </button>
      <button
        type="button"
        title={minimap ? "Hide the map" : "Show the map"}
        aria-label="Map"
        aria-pressed={minimap}
        onClick={() => setPanels(ui, { minimap: !minimap })}
      >
        <MapIcon size={16} aria-hidden />
      </button>
    </div>
  );
}
