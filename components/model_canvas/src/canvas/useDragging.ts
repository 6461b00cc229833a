/** Nodes on their way: where they are while they are being dragged, and what is selected meanwhile. */

import { type EdgeChange, type NodeChange, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useRef } from "react";
import { placeNodes } from "../actions/arrange";
import type { Places } from "../layout/layoutProblem";
import { useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import type { CallFlowNode } from "./CallNode";
import { useOnTheWay } from "./onTheWay";
import type { TensorFlowEdge } from "./TensorEdge";
import { useStable } from "./useStable";

interface Chosen {
  nodes: readonly string[];
  edges: readonly string[];
}

const NONE: Chosen = { nodes: [], edges: [] };

/** Returns where dragged nodes are, and the handlers of React Flow that move and select. */
export function useDragging() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const flow = useStoreApi<CallFlowNode, TensorFlowEdge>();
  const { dragged, carried, move, arrive } = useOnTheWay();

  // React Flow begins a rectangle with nothing selected: what was before is kept beside it.
  const held = useRef<Chosen>(NONE);
  const kept = useRef<Chosen>(NONE);
  const onPointerDownCapture = useStable((event: PointerEvent) => {
    const { selection, selectedEdges } = store.getState();
    const adds = event.shiftKey || event.ctrlKey || event.metaKey;
    held.current = adds ? { nodes: selection, edges: selectedEdges } : NONE;
    kept.current = NONE;
    // With Shift, a browser would select the page's text from where it was pressed last.
    if (event.shiftKey) document.getSelection()?.removeAllRanges();
  });
  const onSelectionStart = useStable(() => {
    kept.current = held.current;
    const { nodes, edges } = held.current;
    store.getState().select([...nodes], [...edges]);
  });
  const onSelectionEnd = useStable(() => {
    kept.current = NONE;
  });

  const end = () => {
    arrive();
    ui.setState({ moving: false });
  };

  const onNodesChange = useStable((changes: NodeChange<CallFlowNode>[]) => {
    const moved: Places = {};
    let ended = false;
    const { selection, selectedEdges, select } = store.getState();
    const selected = new Set(selection);
    let edges = selectedEdges;
    for (const change of changes) {
      if (change.type === "position" && change.position && change.dragging) {
        moved[change.id] = [change.position.x, change.position.y];
      } else if (change.type === "position" && change.dragging === false) {
        // Also of a drag that a second finger breaks off, and that nothing else tells of.
        ended = true;
      } else if (change.type === "select") {
        // A collapsed frame is selected with all that it hides.
        const inside = flow.getState().nodeLookup.get(change.id)?.data.view.inside;
        for (const id of inside ?? [change.id]) {
          if (change.selected) selected.add(id);
          else selected.delete(id);
        }
        // In a sketch React Flow has no edges, so it cannot unselect them.
        if (flow.getState().edges.length === 0) edges = [];
      }
    }
    if (Object.keys(moved).length > 0) {
      move(moved);
      if (!ui.getState().moving) ui.setState({ moving: true });
    }
    if (ended) end();
    select(withKept(selected, kept.current.nodes), withKept(edges, kept.current.edges));
  });

  const onEdgesChange = useStable((changes: EdgeChange<TensorFlowEdge>[]) => {
    const { selection, selectedEdges, select } = store.getState();
    const selected = new Set(selectedEdges);
    for (const change of changes) {
      if (change.type !== "select") continue;
      const also = flow.getState().edgeLookup.get(change.id)?.data?.view.also ?? [];
      for (const id of [change.id, ...also]) {
        if (change.selected) selected.add(id);
        else selected.delete(id);
      }
    }
    select(selection, withKept(selected, kept.current.edges));
  });

  const stop = (moved: CallFlowNode[]) => {
    const places = moved.map(({ id, position }) => [id, [position.x, position.y]] as const);
    placeNodes(store, Object.fromEntries(places.map(([id, [x, y]]) => [id, [x, y]])));
    end();
  };
  const onNodeDragStop = useStable((_event: unknown, _node: unknown, moved: CallFlowNode[]) =>
    stop(moved),
  );
  const onSelectionDragStop = useStable((_event: unknown, moved: CallFlowNode[]) => stop(moved));

  /** What carries nodes with it puts them where they are meanwhile, and for good at the end. */
  const carry = move;
  const letGo = useStable((places: Places) => {
    placeNodes(store, places);
    arrive();
  });

  return {
    dragged,
    carried,
    carry,
    letGo,
    busy: carried.size > 0,
    handlers: {
      onNodesChange,
      onEdgesChange,
      onNodeDragStop,
      onSelectionDragStop,
      onPointerDownCapture,
      onSelectionStart,
      onSelectionEnd,
    },
  };
}

function withKept(ids: Iterable<string>, kept: readonly string[]): string[] {
  return [...new Set([...ids, ...kept])];
}
