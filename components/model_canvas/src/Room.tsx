/** How much room everything has: the panels' widths, and the whole screen for a projector. */

import { type RefObject, useEffect } from "react";
import { leaveProjection } from "./actions/project";
import type { CanvasState } from "./store/canvasState";
import { analysisOf } from "./store/canvasState";
import { useCanvas } from "./store/StoreContext";
import { useUi, useUiStore } from "./store/uiStore";
import { Splitter } from "./ui/Splitter";

/**
 * Beside palette and inspector of their least usual widths (`app.css`), the drawing has 360 pixels of
 * so wide a component; in less there is no working.
 */
const ROOM_FOR_BOTH = 136 + 232 + 360;

/** Puts the widths where style sheets read them: the component's own, and the page's. */
export function Room({ frame }: { frame: RefObject<HTMLElement | null> }) {
  const ui = useUiStore();
  const { palette, inspector, reading } = useUi((state) => state.sizes);
  const projected = useUi((state) => state.projected);
  useEffect(() => {
    set(frame.current, "--palette-chosen", palette);
    set(frame.current, "--inspector-chosen", inspector);
  }, [frame, palette, inspector]);
  // `app/ui/assets/style.css` makes it the width of Streamlit's column.
  useEffect(() => {
    set(document.documentElement, "--reading-chosen", reading);
    document.documentElement.toggleAttribute("data-reading-chosen", reading !== undefined);
  }, [reading]);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) ui.setState({ crowded: entry.contentRect.width < ROOM_FOR_BOTH });
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, ui]);
  const selection = useCanvas((state) => state.selection);
  useEffect(() => {
    if (selection.length > 0) ui.setState({ front: "inspector" });
  }, [selection, ui]);
  useEffect(() => {
    frame.current?.classList.toggle("is-projected", projected);
    if (!projected || document.fullscreenElement !== null) return;
    // Where the browser does not allow it, the component fills the window at least.
    const component = frame.current?.closest(".layerloom");
    void component?.requestFullscreen?.().catch(() => undefined);
  }, [frame, projected]);
  useEffect(() => {
    // The browser has keys of its own to leave the full screen.
    const left = () => document.fullscreenElement === null && leaveProjection(ui);
    document.addEventListener("fullscreenchange", left);
    return () => document.removeEventListener("fullscreenchange", left);
  }, [ui]);
  return null;
}

function set(element: HTMLElement | null, name: string, width: number | undefined): void {
  if (width === undefined) element?.style.removeProperty(name);
  else element?.style.setProperty(name, `${width}px`);
}

/** Says on the page how many problems there are; the style sheet writes it on the tab. */
export function ProblemCount() {
  const count = useCanvas(problemsOf);
  useEffect(
    () =>
      afterFrame(() => {
        const page = document.documentElement;
        if (count === 0) page.style.removeProperty("--problems");
        else page.style.setProperty("--problems", `"${count}"`);
        page.toggleAttribute("data-problems", count > 0);
      }),
    [count],
  );
  return null;
}

/** Do what has all of the page styled and laid out anew once the canvas is drawn; returns what keeps it from it. */
function afterFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Errors and warnings; what could be done better is no problem, nor is an empty canvas. */
function problemsOf(state: CanvasState): number {
  if (Object.keys(state.design.main.nodes).length === 0) return 0;
  const found = [...(analysisOf(state)?.diagnostics ?? []), ...state.remarks];
  return found.filter(({ severity }) => severity !== "advice").length;
}

/** At the component's right edge: what lies beyond is Streamlit's. */
export function ReadingSplitter() {
  return (
    <Splitter
      panel="reading"
      side="right"
      label="Width of the panel beside the canvas"
      width={readingWidth}
    />
  );
}

function readingWidth(): number {
  const column = document.querySelector<HTMLElement>(
    '[data-testid="stColumn"]:has(.st-key-reading)',
  );
  return column?.offsetWidth ?? 0;
}
