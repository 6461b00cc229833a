/** The whole component: a top bar, and under it palette, canvas and inspector. */

import { type KeyboardEvent, useState } from "react";
import { useStore } from "zustand";
import { Boundary } from "./Boundary";
import { Canvas } from "./canvas/Canvas";
import { historyKey, isTyping } from "./canvas/keyboard";
import { LiveRegion } from "./canvas/Notice";
import { StatusBar } from "./canvas/StatusBar";
import { InspectorPanel, PalettePanel } from "./Panels";
import { analysedOf, type CanvasStore, staleOf } from "./store/canvasState";
import { StoreContext } from "./store/StoreContext";
import { createUiStore, UiContext } from "./store/uiStore";
import { TopBar } from "./topbar/TopBar";
import "@xyflow/react/dist/base.css";
import "./theme.css";
import "./app.css";
import "./canvas/canvas.css";
import "./canvas/node.css";
import "./canvas/port.css";
import "./canvas/callout.css";
import "./canvas/edge.css";
import "./canvas/overlay.css";
import "./canvas/empty.css";
import "./canvas/preview.css";

/** React Flow listens for these keys on the document, so their events must reach it. */
const MODIFIERS = new Set(["Shift", "Control", "Meta", "Alt"]);

export function App({ store }: { store: CanvasStore }) {
  const [ui] = useState(createUiStore);
  const stale = useStore(store, staleOf);
  const analysed = useStore(store, analysedOf);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isTyping(event)) historyKey(event, store);
    // Streamlit clears its cache on C and reruns on R, wherever the focus is.
    if (!MODIFIERS.has(event.key)) event.stopPropagation();
  };
  return (
    <StoreContext value={store}>
      <UiContext value={ui}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of all that is inside */}
        <div className="app" data-stale={stale} data-analysed={analysed} onKeyDown={onKeyDown}>
          <TopBar />
          <Boundary>
            <main className="workbench">
              <PalettePanel />
              <Canvas />
              <InspectorPanel />
            </main>
          </Boundary>
          <StatusBar />
          <LiveRegion />
        </div>
      </UiContext>
    </StoreContext>
  );
}
