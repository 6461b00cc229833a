/** The viewport: which part of a graph is on the screen, kept while the page lives. */

import { type Node as FlowNode, type Rect, useReactFlow, type Viewport } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { lookup } from "../../../shared/document";
import type { Places } from "../layout/layoutProblem";
import { boundsOf as extentOf } from "../layout/screen";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi } from "../store/uiStore";
import type { DrawnView } from "../view/drawnView";
import type { GraphView } from "../view/graphView";
import { noteBoxes } from "../view/noteBoxes";
import { onceReleased } from "./onceReleased";
import { fitted, isFar, LEGIBLE, MARGIN, revealed, type Size, uncovered } from "./shownPart";
import { useStable } from "./useStable";
import { whenNarrowed } from "./whenNarrowed";

const kept = new Map<string, Viewport>();

const SMOOTH = { duration: 200 };

/** The least zoom at which a part of a graph is shown unasked, and the zoom for one of many nodes. */
const COMFORTABLE = 0.65;
const LONG = 0.8;

/** The largest zoom for what is selected, and for all of a graph on a projector. */
const CLOSE = 1.5;
const PROJECTED = 2;

/** The least zoom, where all of a graph is in view at a larger one; and what a canvas has at least. */
const LEAST = 0.05;
const ROOM = { width: 400, height: 300 };

/** How far the mark of an output hangs below its node. */
const PILL = 32;

/** What stays free around the map. */
const GAP = 12;

/** A double click is over by then: what is clicked must not move away under the pointer. */
const DOUBLE_CLICK_MS = 300;

/** By then a browser has made the window as large as the screen. */
const FULL_SCREEN_MS = 300;

/**
 * Returns the props of React Flow that keep the viewport.
 *
 * @param places Where all nodes stand.
 * @param callouts By node: where its problems are told.
 */
export function useView(
  frame: RefObject<HTMLDivElement | null>,
  view: DrawnView,
  places: Places,
  callouts: ReadonlyMap<string, Rect>,
  busy: boolean,
) {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const request = useCanvas((state) => state.viewRequest);
  const selection = useCanvas((state) => state.selection);
  const projected = useUi((state) => state.projected);
  // Nobody has put a node anywhere: a better layout may follow, with the shapes or from a worker.
  const bare = useCanvas((state) => lookup(state.design.positions, state.graph) === undefined);
  const { setViewport, getNodesBounds, getNode, getViewport } = useReactFlow();
  const place = `${store.getState().key} ${graph}`;
  const shown = useRef<string | null>(null);
  const fulfilled = useRef(0);
  const ready = useRef(false);
  /** Whether all was shown, and nobody has moved the view since. */
  const whole = useRef(false);
  const minZoom = useMemo(() => leastZoom(view, places), [view, places]);

  const fitInto = useCallback(
    (bounds: Rect, maxZoom: number, duration: number) => {
      const size = sizeOf(frame.current);
      if (!size || bounds.width === 0) return;
      const { side, bottom } = MARGIN;
      const top = Math.max(MARGIN.top, noticed(frame.current));
      const room = { top, right: side, bottom, left: side };
      const next = fitted(bounds, size, room, mapOf(frame.current), [minZoom, maxZoom]);
      void setViewport(next, { duration });
    },
    [frame, minZoom, setViewport],
  );

  /** All nodes, and what is drawn around them and written beside them. */
  const boundsOfAll = useCallback((): Rect => {
    const { design, graph: graphId } = store.getState();
    const nodes = getNodesBounds(view.nodes.map(({ id }) => id));
    const below = { ...nodes, height: nodes.height + PILL };
    const notes = noteBoxes(design, graphId, view, places);
    return [below, ...notes, ...callouts.values()].reduce(union);
  }, [store, view, places, callouts, getNodesBounds]);

  /** Some nodes, and what is told of their problems. */
  const boundsOf = useCallback(
    (nodes: readonly string[]): Rect =>
      nodes.flatMap((id) => callouts.get(id) ?? []).reduce(union, getNodesBounds([...nodes])),
    [callouts, getNodesBounds],
  );

  /** All of a graph; one that is far too long to be read then is shown from its beginning. */
  const overview = useCallback(
    (duration: number) => {
      const [first] = view.nodes;
      const size = sizeOf(frame.current);
      if (!size) return;
      whole.current = true;
      if (!first) {
        // What is added to an empty canvas starts at the top, in the middle.
        void setViewport({ x: size.width / 2, y: MARGIN.top, zoom: 1 });
        return;
      }
      const bounds = boundsOfAll();
      const room = { width: size.width - 2 * MARGIN.side, height: size.height };
      if (Math.min(room.width / bounds.width, room.height / bounds.height) >= LEGIBLE) {
        fitInto(bounds, 1, duration);
        return;
      }
      const zoom = Math.min(LONG, Math.max(COMFORTABLE, room.width / bounds.width));
      const { x, width } = getNodesBounds([topmost(view, getNode) ?? first.id]);
      const left = size.width / 2 - (x + width / 2) * zoom;
      const top = Math.max(MARGIN.top, noticed(frame.current));
      void setViewport({ x: left, y: top - bounds.y * zoom, zoom }, { duration });
    },
    [view, frame, fitInto, boundsOfAll, setViewport, getNodesBounds, getNode],
  );

  const show = useCallback(() => {
    const known = kept.get(place);
    if (known) {
      whole.current = false;
      void setViewport(known);
    } else overview(0);
  }, [place, overview, setViewport]);

  // Another graph than before: where it was left, or all of it.
  useLayoutEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    if (ready.current) show();
  }, [place, show]);

  const laidOut = useRef(places);
  useEffect(() => {
    if (laidOut.current === places) return;
    laidOut.current = places;
    if (bare && whole.current && ready.current) overview(0);
  }, [places, bare, overview]);

  // Requests are fulfilled once, when the nodes that they name are there.
  useEffect(() => {
    if (!request || request.id === fulfilled.current || !ready.current) return;
    fulfilled.current = request.id;
    whole.current = false;
    const { duration } = SMOOTH;
    if (request.nodes === "overview") overview(duration);
    else if (request.nodes === "all") fitInto(boundsOfAll(), projected ? PROJECTED : 1, duration);
    else {
      const { owner } = view.frames;
      const close = request.nodes === "selection";
      const wanted = request.nodes === "selection" ? selection : request.nodes;
      const asked = new Set(wanted.map((id) => owner.get(id) ?? id));
      const nodes = [...asked].filter((id) => view.byId.has(id));
      const size = sizeOf(frame.current);
      if (nodes.length === 0 || !size) return;
      const bounds = boundsOf(nodes);
      const moved = close ? null : revealed(bounds, getViewport(), size);
      if (close) fitInto(bounds, CLOSE, duration);
      else if (moved) void setViewport(moved, SMOOTH);
      // Calls far apart cannot all be read at once, so the first one is shown.
      else if (isFar(bounds, size)) fitInto(getNodesBounds(nodes.slice(0, 1)), LONG, duration);
      else fitInto(bounds, 1, duration);
    }
  }, [
    request,
    view,
    selection,
    projected,
    frame,
    fitInto,
    boundsOfAll,
    boundsOf,
    overview,
    setViewport,
    getNodesBounds,
    getViewport,
  ]);

  // A problem that comes up while all is in view is not to be told under the bar below: the drawing is
  // moved as little as shows all of it again.
  const told = useRef(callouts);
  useEffect(() => {
    const more = [...callouts.keys()].filter((id) => !told.current.has(id));
    told.current = callouts;
    const size = sizeOf(frame.current);
    if (more.length === 0 || busy || !whole.current || !ready.current || !size) return;
    const moved = revealed(boundsOfAll(), getViewport(), size);
    if (moved) void setViewport(moved, SMOOTH);
    else overview(SMOOTH.duration);
  }, [callouts, busy, frame, boundsOfAll, overview, setViewport, getViewport]);

  // The inspector opens beside the canvas, which gets narrower: the selected node is moved to where
  // it can be seen, with all others where there is room, and so are several. Not for a selection made
  // before the mount: the page may not have its final width.
  const uncover = useStable((nodes: readonly string[], taken: number) => {
    const size = sizeOf(frame.current);
    const bounds = getNodesBounds([...nodes]);
    if (!size || bounds.width === 0 || taken <= 0) return;
    const several = nodes.length > 1;
    if (several && whole.current) return overview(SMOOTH.duration);
    const viewport = getViewport();
    // Of several that need more room than there is, none is moved: some of them are in view.
    if (several && bounds.width * viewport.zoom > size.width) return;
    const all = getNodesBounds(view.nodes.map(({ id }) => id));
    const next = several ? [] : nodes.flatMap((id) => neighboursOf(view, id));
    const near = [...next.map((id) => getNodesBounds([id])), ...callouts.values(), all];
    const dx = uncovered(bounds, near, viewport, size.width, size.width + taken);
    if (dx !== 0) void setViewport({ ...viewport, x: viewport.x + dx }, SMOOTH);
  });
  const seen = useRef(selection);
  useEffect(() => {
    const { length } = seen.current;
    if (busy || selection === seen.current) return;
    seen.current = selection;
    // Who adds one to those selected clicks on the next at once: it must not move away.
    if (selection.length === 0 || (length > 0 && selection.length === length + 1)) return;
    const move = () => uncover(selection, beside(frame.current));
    return onceReleased(frame.current, move, DOUBLE_CLICK_MS);
  }, [busy, selection, frame, uncover]);

  // So does any other panel that opens beside it, or a window that is made smaller.
  const narrowed = useStable((taken: number) => {
    const selected = store.getState().selection;
    if (busy) return;
    if (selected.length > 0) uncover(selected, taken);
    else if (whole.current) overview(SMOOTH.duration);
  });
  useEffect(() => whenNarrowed(frame.current, narrowed, DOUBLE_CLICK_MS), [frame, narrowed]);

  // With the whole screen, or without it again, there is another room for all.
  const fill = useStable(() => fitInto(boundsOfAll(), projected ? PROJECTED : 1, SMOOTH.duration));
  const before = useRef(projected);
  useEffect(() => {
    if (before.current === projected) return;
    before.current = projected;
    const timer = setTimeout(fill, FULL_SCREEN_MS);
    return () => clearTimeout(timer);
  }, [projected, fill]);

  const onInit = useStable(() => {
    ready.current = true;
    fulfilled.current = store.getState().viewRequest?.id ?? 0;
    show();
  });
  const onMoveEnd = useStable((event: unknown, viewport: Viewport) => {
    kept.set(place, viewport);
    if (event) whole.current = false;
  });
  return { onInit, onMoveEnd, minZoom };
}

/** The least zoom of a graph: all of it can be seen, however long it is. */
function leastZoom(view: GraphView, places: Places): number {
  const { left, right, top, bottom } = extentOf(view, places);
  const zoom = Math.min(ROOM.width / (right - left), ROOM.height / (bottom - top));
  return Number.isFinite(zoom) && zoom > 0 ? Math.min(LEAST, zoom) : LEAST;
}

/** The nodes that a node takes tensors from or gives them to. */
function neighboursOf({ edges }: GraphView, id: string): string[] {
  const ids = edges.flatMap(({ source, target }) =>
    source === id ? [target] : target === id ? [source] : [],
  );
  return [...new Set(ids)];
}

/** How much the inspector takes of the canvas' width. */
function beside(frame: HTMLElement | null): number {
  return frame?.parentElement?.querySelector<HTMLElement>(":scope > .inspector")?.offsetWidth ?? 0;
}

/** What the map takes of the lower right corner, with its margin. */
function mapOf(frame: HTMLElement | null): Size | null {
  const map = frame?.querySelector(".react-flow__minimap")?.getBoundingClientRect();
  if (!map || map.width === 0) return null;
  const below = frame?.getBoundingClientRect();
  const [right, bottom] = [below?.right ?? map.right, below?.bottom ?? map.bottom];
  return { width: right - map.left + GAP, height: bottom - map.top + GAP };
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
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

function sizeOf(frame: HTMLElement | null): Size | null {
  return frame && { width: Math.max(frame.offsetWidth, 160), height: frame.offsetHeight };
}
