/** Zoom, fit, tidy: what one does to the picture, not to the model (tidy moves nodes). */

import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import {
  Group,
  Map as MapIcon,
  Maximize,
  MessageSquarePlus,
  Minus,
  Plus,
  Presentation,
  Search,
  SquareDashedMousePointer,
  WandSparkles,
} from "lucide-react";
import { useEffect } from "react";
import { tidyGraph } from "../actions/arrange";
import { addComment, addFrame, measureMiddle } from "../actions/notes";
import { toggleProjection } from "../actions/project";
import { isReadonly } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { setPanels, useUi, useUiStore } from "../store/uiStore";

export function CanvasControls() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const tidying = useCanvas((state) => state.tidying);
  const minimap = useUi((state) => state.minimap);
  const boxes = useUi((state) => state.boxes);
  const projected = useUi((state) => state.projected);
  const readonly = useCanvas(isReadonly);
  const some = useCanvas((state) => state.selection.length > 0);
  const flow = useStoreApi();
  useEffect(() => {
    measureMiddle(ui, () => {
      const { transform, width, height } = flow.getState();
      const [x, y, scale] = transform;
      return [(width / 2 - x) / scale - 104, (height / 2 - y) / scale - 48];
    });
  }, [ui, flow]);
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
      {!readonly && (
        <button
          type="button"
          title="Tidy: lay the graph out anew (T)"
          aria-label="Tidy"
          disabled={tidying}
          onClick={() => void tidyGraph(store)}
        >
          <WandSparkles size={16} aria-hidden />
        </button>
      )}
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
      {!readonly && (
        <>
          <button
            type="button"
            title="Write a comment: about the selected node, or here (N)"
            aria-label="Comment"
            onClick={() => addComment(store, ui)}
          >
            <MessageSquarePlus size={16} aria-hidden />
          </button>
          <button
            type="button"
            title="Put a frame around what is selected (Alt+G)"
            aria-label="Frame"
            disabled={!some}
            onClick={() => addFrame(store, ui)}
          >
            <Group size={16} aria-hidden />
          </button>
        </>
      )}
      <button
        type="button"
        title="Find a node (Ctrl+F)"
        aria-label="Find"
        onClick={() => ui.setState({ finding: true })}
      >
        <Search size={16} aria-hidden />
      </button>
      <button
        type="button"
        title={
          projected
            ? "Leave the full screen (Alt+Enter)"
            : "Full screen, for a projector (Alt+Enter)"
        }
        aria-label="Full screen"
        aria-pressed={projected}
        onClick={() => toggleProjection(ui)}
      >
        <Presentation size={16} aria-hidden />
      </button>
    </div>
  );
}
