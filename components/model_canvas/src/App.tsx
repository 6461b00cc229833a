/** The whole component: a top bar, and under it palette, canvas and inspector. */

import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import { Boundary } from "./Boundary";
import { Canvas } from "./canvas/Canvas";
import { hasOwnHistory, historyKey } from "./canvas/keyboard";
import { LiveRegion } from "./canvas/Notice";
import { Shortcuts } from "./canvas/Shortcuts";
import { StatusBar } from "./canvas/StatusBar";
import { useHistoryKeys } from "./canvas/useHistoryKeys";
import { InspectorPanel, PalettePanel } from "./Panels";
import { QuickAdd } from "./palette/QuickAdd";
import { ProblemCount, ReadingSplitter, Room } from "./Room";
import { analysedOf, type CanvasStore, staleOf } from "./store/canvasState";
import { isBare, isReadonly } from "./store/looking";
import { StoreContext, useCanvas } from "./store/StoreContext";
import { createUiStore, UiContext } from "./store/uiStore";
import { ReadBar } from "./topbar/ReadBar";
import { TopBar } from "./topbar/TopBar";
import "@xyflow/react/dist/base.css";
import "./theme.css";
import "./app.css";
import "./canvas/canvas.css";
import "./canvas/node.css";
import "./canvas/block.css";
import "./canvas/port.css";
import "./canvas/callout.css";
import "./canvas/edge.css";
import "./canvas/overlay.css";
import "./canvas/empty.css";
import "./canvas/notes.css";
import "./canvas/preview.css";
import "./canvas/lens.css";
import "./canvas/values.css";
import "./canvas/reading.css";
import "./canvas/taught.css";

/** React Flow listens for these keys on the document, so their events must reach it. */
const MODIFIERS = new Set(["Shift", "Control", "Meta", "Alt"]);

export function App({ store }: { store: CanvasStore }) {
  const [ui] = useState(createUiStore);
  const mode = useStore(store, (state) => state.mode);
  const frame = useRef<HTMLDivElement>(null);
  useHistoryKeys(frame, store, ui);
  // Effects of what is inside come before the frame is there.
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      frame.current = element;
      const state = store.getState();
      mark(element, staleOf(state), analysedOf(state));
    },
    [store],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && !hasOwnHistory(event)) historyKey(event, store, ui);
    // Streamlit clears its cache on C and reruns on R, wherever the focus is.
    if (!MODIFIERS.has(event.key)) event.stopPropagation();
  };
  return (
    <StoreContext value={store}>
      <UiContext value={ui}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of all that is inside */}
        <div
          className={mode === "embed" ? "app is-embedded" : "app"}
          data-store={store.getState().key}
          ref={attach}
          onKeyDown={onKeyDown}
        >
          <Marks frame={frame} />
          <Room frame={frame} />
          <ProblemCount />
          <Head />
          <Boundary>
            <main className="workbench">
              <PalettePanel />
              <Canvas>
                <QuickAdd />
              </Canvas>
              <InspectorPanel />
            </main>
          </Boundary>
          <Foot />
          <Shortcuts />
          <LiveRegion />
        </div>
      </UiContext>
    </StoreContext>
  );
}

/** What stands over the drawing: nothing in a page of somebody else's, or on a projector. */
function Head() {
  const bare = useCanvas((state) => isBare(state.mode));
  const readonly = useCanvas(isReadonly);
  if (bare) return null;
  return readonly ? <ReadBar /> : <TopBar />;
}

function Foot() {
  return useCanvas((state) => isBare(state.mode)) ? null : (
    <>
      <StatusBar />
      <ReadingSplitter />
    </>
  );
}

/** Says on the page which analysis is drawn; the rest of the page is not rendered for it. */
function Marks({ frame }: { frame: RefObject<HTMLDivElement | null> }) {
  const stale = useCanvas(staleOf);
  const analysed = useCanvas(analysedOf);
  useLayoutEffect(() => mark(frame.current, stale, analysed), [frame, stale, analysed]);
  return null;
}

function mark(frame: HTMLElement | null, stale: boolean, analysed: number): void {
  frame?.setAttribute("data-stale", String(stale));
  frame?.setAttribute("data-analysed", String(analysed));
}
