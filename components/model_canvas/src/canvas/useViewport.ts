/** The viewport: which part of a graph is on the screen, kept while the page lives. */

import { type Node as FlowNode, type Rect, useReactFlow, type Viewport } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import type { DrawnView } from "../view/drawnView";
import type { GraphView } from "../view/graphView";
import { useStable } from "./useStable";

const kept = new Map<string, Viewport>();

/** Room for what lies over the edges of the canvas: breadcrumb, controls, output pills. */
const MARGIN = { top: 48, side: 40, bottom: 76 };

const SMOOTH = { duration: 200 };

/** The least zoom at which a graph is shown unasked. */
const LEGIBLE = 0.4;

/** The least zoom at which a part of a graph is shown unasked, and the zoom for one of many nodes. */
const COMFORTABLE = 0.65;
const LONG = 0.8;

/** A double click is over by then: what is clicked must not move away under the pointer. */
const DOUBLE_CLICK_MS = 300;

/** Returns the props of React Flow that keep the viewport. */
export function useView(frame: RefObject<HTMLDivElement | null>, view: DrawnView, busy: boolean) {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const request = useCanvas((state) => state.viewRequest);
  const selection = useCanvas((state) => state.selection);
  const { fitView, setViewport, getNodesBounds, getNode, getViewport } = useReactFlow();
  const place = `${store.getState().key} ${graph}`;
  const shown = useRef<string | null>(null);
  const fulfilled = useRef(0);
  const ready = useRef(false);

  const fitInto = useCallback(
    (nodes: string[] | null, maxZoom: number, duration: number) => {
      const { side } = MARGIN;
      const right = covered(frame.current) + side;
      void fitView({
        ...(nodes && { nodes: nodes.map((id) => ({ id })) }),
        padding: px({
          top: Math.max(MARGIN.top, noticed(frame.current)),
          right,
          bottom: MARGIN.bottom,
          left: side,
        }),
        maxZoom,
        duration,
      });
    },
    [frame, fitView],
  );

  /** All of a graph; one that is far too long to be read then is shown from its beginning. */
  const overview = useCallback(
    (duration: number) => {
      const [first] = view.nodes;
      const size = free(frame.current);
      if (!size) return;
      if (!first) {
        // What is added to an empty canvas starts at the top, in the middle.
        void setViewport({ x: size.width / 2, y: MARGIN.top, zoom: 1 });
        return;
      }
      const bounds = getNodesBounds(view.nodes.map(({ id }) => id));
      const room = { width: size.width - 2 * MARGIN.side, height: size.height };
      if (Math.min(room.width / bounds.width, room.height / bounds.height) >= LEGIBLE) {
        fitInto(null, 1, duration);
        return;
      }
      const zoom = Math.min(LONG, Math.max(COMFORTABLE, room.width / bounds.width));
      const { x, width } = getNodesBounds([topmost(view, getNode) ?? first.id]);
      const left = size.width / 2 - (x + width / 2) * zoom;
      const top = Math.max(MARGIN.top, noticed(frame.current));
      void setViewport({ x: left, y: top - bounds.y * zoom, zoom }, { duration });
    },
    [view, frame, fitInto, setViewport, getNodesBounds, getNode],
  );

  const show = useCallback(() => {
    const known = kept.get(place);
    if (known) void setViewport(known);
    else overview(0);
  }, [place, overview, setViewport]);

  // Another graph than before: where it was left, or all of it.
  useLayoutEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    if (ready.current) show();
  }, [place, show]);

  // Requests are fulfilled once, when the nodes that they name are there.
  useEffect(() => {
    if (!request || request.id === fulfilled.current || !ready.current) return;
    fulfilled.current = request.id;
    if (request.nodes === "all") fitInto(null, 1, SMOOTH.duration);
    else if (request.nodes === "overview") overview(SMOOTH.duration);
    else {
      const { owner } = view.frames;
      const asked = new Set(request.nodes.map((id) => owner.get(id) ?? id));
      const nodes = [...asked].filter((id) => view.byId.has(id));
      const size = free(frame.current);
      if (nodes.length === 0 || !size) return;
      const bounds = getNodesBounds(nodes);
      const moved = revealed(bounds, getViewport(), size);
      if (moved) void setViewport(moved, SMOOTH);
      // Calls far apart cannot all be read at once, so the first one is shown.
      else if (isFar(bounds, size)) fitInto(nodes.slice(0, 1), LONG, SMOOTH.duration);
      else fitInto(nodes, 1, SMOOTH.duration);
    }
  }, [request, view, frame, fitInto, overview, setViewport, getNodesBounds, getViewport]);

  // The inspector opens over the canvas, so the selected node is moved out from under it. Not for a
  // selection made before the mount: the page may not have its final width yet.
  const seen = useRef(selection);
  useEffect(() => {
    const [only] = selection;
    if (busy || selection === seen.current) return;
    seen.current = selection;
    if (only === undefined || selection.length > 1) return;
    const timer = setTimeout(() => {
      const size = free(frame.current);
      const bounds = getNodesBounds([only]);
      const viewport = getViewport();
      if (!size || bounds.width === 0 || covered(frame.current) === 0) return;
      const right = (bounds.x + bounds.width) * viewport.zoom + viewport.x;
      const over = right + 16 - size.width;
      const away = size.width + covered(frame.current);
      if (over <= 0 || bounds.x * viewport.zoom + viewport.x > away) return;
      void setViewport({ ...viewport, x: viewport.x - over }, SMOOTH);
    }, DOUBLE_CLICK_MS);
    return () => clearTimeout(timer);
  }, [busy, selection, frame, getNodesBounds, getViewport, setViewport]);

  const onInit = useStable(() => {
    ready.current = true;
    fulfilled.current = store.getState().viewRequest?.id ?? 0;
    show();
  });
  const onMoveEnd = useStable((_event: unknown, viewport: Viewport) => {
    kept.set(place, viewport);
  });
  return { onInit, onMoveEnd };
}

interface Size {
  width: number;
  height: number;
}

/** How much of the canvas' right the inspector covers. */
function covered(frame: HTMLElement | null): number {
  return frame?.parentElement?.querySelector<HTMLElement>(":scope > .inspector")?.offsetWidth ?? 0;
}

/** How far down a notice reaches over the canvas. */
function noticed(frame: HTMLElement | null): number {
  const notice = frame?.querySelector<HTMLElement>(":scope > .notice");
  return notice ? notice.offsetTop + notice.offsetHeight + 16 : 0;
}

/** The node at which one begins to read: the highest one, of those the leftmost. */
function topmost({ nodes }: GraphView, find: (id: string) => FlowNode | undefined): string | null {
  let best: FlowNode | null = null;
  for (const { id } of nodes) {
    const node = find(id);
    if (!node) continue;
    const [{ x, y }, least] = [node.position, best?.position];
    if (!least || y < least.y || (y === least.y && x < least.x)) best = node;
  }
  return best?.id ?? null;
}

/** The part of the canvas that nothing covers. */
function free(frame: HTMLElement | null): Size | null {
  if (!frame) return null;
  const width = frame.offsetWidth - covered(frame);
  return { width: Math.max(width, 160), height: frame.offsetHeight };
}

/** Whether some bounds are too large to be read when all of them are in view. */
function isFar({ width, height }: Rect, size: Size): boolean {
  return Math.min(size.width / width, size.height / height) < LEGIBLE;
}

/** The viewport moved as little as shows all of some bounds, or null if that needs another zoom. */
function revealed(bounds: Rect, { x, y, zoom }: Viewport, size: Size): Viewport | null {
  if (zoom < LEGIBLE) return null;
  const { top, side, bottom } = MARGIN;
  const dx = shift(bounds.x * zoom + x, bounds.width * zoom, side, size.width - side);
  const dy = shift(bounds.y * zoom + y, bounds.height * zoom, top, size.height - bottom);
  return dx === null || dy === null ? null : { x: x + dx, y: y + dy, zoom };
}

/** How far a stretch must move to lie between two limits, or null if it is too long. */
function shift(from: number, length: number, low: number, high: number): number | null {
  if (length > high - low) return null;
  return Math.max(low - from, 0) + Math.min(high - (from + length), 0);
}

type Sides = Record<"top" | "right" | "bottom" | "left", number>;

function px({ top, right, bottom, left }: Sides) {
  return {
    top: `${top}px`,
    right: `${right}px`,
    bottom: `${bottom}px`,
    left: `${left}px`,
  } as const;
}
