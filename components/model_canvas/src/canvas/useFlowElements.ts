/** The store's design as React Flow's nodes and edges; what has not changed is the same object. */

import { type RefObject, useMemo, useRef } from "react";
import type { Places } from "../layout/layoutProblem";
import { shownAnalysisOf, shownOf } from "../store/canvasState";
import { useCanvas } from "../store/StoreContext";
import { type DrawnView, drawnPlaces, drawnView } from "../view/drawnView";
import type { EdgeView } from "../view/edgeViews";
import { edgeWays, type Way, type Ways } from "../view/edgeWays";
import type { NodeView } from "../view/nodeView";
import { sameItems } from "../view/reuse";
import type { CallFlowNode } from "./CallNode";
import { type Detail, useDetailOf } from "./detail";
import { flowEdge, flowNode } from "./flowElements";
import type { OnTheWay } from "./onTheWay";
import type { TensorFlowEdge } from "./TensorEdge";

interface Flow {
  view: DrawnView;
  /** Where all nodes stand in the design. */
  places: Places;
  ways: ReadonlyMap<string, Way>;
  nodes: CallFlowNode[];
  edges: TensorFlowEdge[];
  /** The edges at nodes that are being dragged. */
  moving: EdgeView[];
  detail: Detail;
}

/** @param way The nodes that are being dragged, and where they are: not yet in the design. */
export function useFlow({ dragged, carried }: Pick<OnTheWay, "dragged" | "carried">): Flow {
  const design = useCanvas(shownOf);
  const graphId = useCanvas((state) => state.graph);
  const catalogue = useCanvas((state) => state.catalogue);
  const analysis = useCanvas(shownAnalysisOf);
  const selection = useCanvas((state) => state.selection);
  const selectedEdges = useCanvas((state) => state.selectedEdges);
  const before = useRef<DrawnView | null>(null);
  const nodesBefore = useRef<Kept<CallFlowNode>>(NONE);
  const edgesBefore = useRef<Kept<TensorFlowEdge>>(NONE);
  const sketchedBefore = useRef(false);
  const movingBefore = useRef<EdgeView[]>([]);
  const carriedBefore = useRef(carried);
  const waysBefore = useRef<Ways | null>(null);

  const subject = useMemo(
    () => ({ design, graphId, catalogue, analysis }),
    [design, graphId, catalogue, analysis],
  );
  const view = useMemo(() => {
    before.current = drawnView(subject, before.current);
    return before.current;
  }, [subject]);
  const detail = useDetailOf(view.nodes.length);
  const sketched = detail === "sketch";
  const places = useMemo(() => drawnPlaces(view, subject), [view, subject]);
  const ways = useMemo(() => {
    waysBefore.current = edgeWays(view, places, waysBefore.current);
    return waysBefore.current.byEdge;
  }, [view, places]);

  const nodes = useMemo(() => {
    const selected = new Set(selection);
    // Where there are no ports, React Flow measures that: it must be told of them again.
    const known = sketchedBefore.current === sketched ? nodesBefore.current.byId : NONE.byId;
    sketchedBefore.current = sketched;
    // Those that have arrived are given anew, even to where they came from: their records were changed.
    const arrived = carriedBefore.current;
    carriedBefore.current = carried;
    const away = dragged.getState();
    const isSelected = ({ id, inside }: NodeView) =>
      inside === null ? selected.has(id) : inside.every((one) => selected.has(one));
    const list = view.nodes.map((node) => {
      const chosen = isSelected(node);
      const [x, y] = away[node.id] ?? places[node.id] ?? [0, 0];
      const old = known.get(node.id);
      const still = old?.position.x === x && old.position.y === y && !arrived.has(node.id);
      const same =
        old?.data.view === node && old.selected === chosen && (still || carried.has(node.id));
      return same ? old : flowNode(node, x, y, chosen);
    });
    return kept(nodesBefore, list);
  }, [view, places, dragged, carried, selection, sketched]);

  const moving = useMemo(() => {
    const list = view.edges.filter(
      ({ source, target }) => carried.has(source) || carried.has(target),
    );
    if (!sameItems(movingBefore.current, list)) movingBefore.current = list;
    return movingBefore.current;
  }, [view, carried]);

  const edges = useMemo(() => {
    const selected = new Set(selectedEdges);
    const away = new Set(moving);
    const known = edgesBefore.current.byId;
    const list = view.edges.map((edge) => {
      const way = away.has(edge) ? null : (ways.get(edge.id) ?? null);
      const old = known.get(edge.id);
      const same =
        old?.data?.view === edge && old.data.way === way && old.selected === selected.has(edge.id);
      return same ? old : flowEdge(edge, view, way, selected.has(edge.id));
    });
    return kept(edgesBefore, list);
  }, [view, ways, moving, selectedEdges]);

  return { view, places, ways, nodes, edges: sketched ? NO_EDGES : edges, moving, detail };
}

interface Kept<T> {
  byId: ReadonlyMap<string, T>;
  list: T[];
}

const NONE: Kept<never> = { byId: new Map<string, never>(), list: [] };

const NO_EDGES: TensorFlowEdge[] = [];

/** The list that was there before, if nothing is new: React Flow goes through all of another one. */
function kept<T extends { id: string }>(before: RefObject<Kept<T>>, list: T[]): T[] {
  if (!sameItems(before.current.list, list)) {
    before.current = { byId: new Map(list.map((item) => [item.id, item])), list };
  }
  return before.current.list;
}
