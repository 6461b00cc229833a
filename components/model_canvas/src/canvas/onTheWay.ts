/** Nodes on their way: where they are meanwhile, without React, which would go through all others, too. */

import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import type { StoreApi } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Places } from "../layout/layoutProblem";
import type { CallFlowNode } from "./CallNode";
import type { TensorFlowEdge } from "./TensorEdge";
import { useStable } from "./useStable";

const NOTHING: Places = {};
const NOBODY: ReadonlySet<string> = new Set();

export interface OnTheWay {
  /** Where the nodes are; what shows that asks here, for nothing else is rendered at a move. */
  dragged: StoreApi<Places>;
  /** Which nodes: this changes when they set out and when they have arrived. */
  carried: ReadonlySet<string>;
  /** Put nodes somewhere, for the time being. */
  move: (places: Places) => void;
  /** From now on they stand where the design has them. */
  arrive: () => void;
}

/**
 * Moves nodes while they are being dragged. A move changes React Flow's own records and the style of
 * the nodes' elements: given to React Flow as nodes, it would go through a thousand others, and so
 * would everything that reads its store.
 */
export function useOnTheWay(): OnTheWay {
  const flow = useStoreApi<CallFlowNode, TensorFlowEdge>();
  const [dragged] = useState(() => createStore<Places>(() => NOTHING));
  const [carried, setCarried] = useState(NOBODY);
  const elements = useRef(new Map<string, HTMLElement>());

  const show = (id: string) => {
    const at = flow.getState().nodeLookup.get(id)?.internals.positionAbsolute;
    const element = elements.current.get(id);
    if (at && element) element.style.transform = `translate(${at.x}px,${at.y}px)`;
  };

  const move = useStable((places: Places) => {
    const { nodeLookup, nodeOrigin, domNode, edges, nodesSelectionActive } = flow.getState();
    const before = dragged.getState();
    const ids = Object.keys(places);
    dragged.setState({ ...before, ...places }, true);
    if (ids.some((id) => !Object.hasOwn(before, id))) {
      setCarried(new Set(Object.keys(dragged.getState())));
    }
    // One that comes into view is another element than before.
    const lost = (id: string) => !elements.current.get(id)?.isConnected;
    if (domNode && ids.some(lost)) elements.current = elementsOf(domNode, dragged.getState());
    for (const id of ids) {
      const node = nodeLookup.get(id);
      const place = places[id];
      if (!node || !place) continue;
      const [x, y] = place;
      const { width = 0, height = 0 } = node.measured;
      node.position = { x, y };
      node.internals.positionAbsolute = {
        x: x - width * nodeOrigin[0],
        y: y - height * nodeOrigin[1],
      };
      show(id);
    }
    // Edges and the rectangle around what is selected follow; in a sketch, React Flow has none.
    if (edges.length > 0 || nodesSelectionActive) flow.setState({});
  });

  const arrive = useStable(() => {
    dragged.setState(NOTHING, true);
    setCarried(NOBODY);
  });

  // React writes only what is new to it, and it has not seen any of the ways.
  useEffect(() => {
    if (carried.size > 0) return;
    for (const id of elements.current.keys()) show(id);
    elements.current.clear();
  });

  return { dragged, carried, move, arrive };
}

/** The elements of nodes, as far as there are any. */
function elementsOf(canvas: HTMLElement, ids: Places): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const element of canvas.querySelectorAll<HTMLElement>(".react-flow__node")) {
    const id = element.dataset.id ?? "";
    if (Object.hasOwn(ids, id)) found.set(id, element);
  }
  return found;
}
