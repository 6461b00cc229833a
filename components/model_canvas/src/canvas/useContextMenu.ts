/** Opening the menu: with the right button, a long touch, Shift+F10 or the menu key. */

import { useReactFlow } from "@xyflow/react";
import type { KeyboardEvent, MouseEvent, RefObject } from "react";
import { useCanvasStore } from "../store/StoreContext";
import { type Target, useUiStore } from "../store/uiStore";
import { edgeId } from "../view/edgeViews";
import { edgeAt, elementsAt } from "./edgeAt";
import { callsAt, isTyping, portOf } from "./keyboard";
import { useStable } from "./useStable";

/** @param fixed Whether nothing can be changed now. */
export function useContextMenu(frame: RefObject<HTMLDivElement | null>, fixed: boolean) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { screenToFlowPosition } = useReactFlow();

  const open = (x: number, y: number, target: Target) => {
    const box = frame.current?.getBoundingClientRect();
    const { x: left, y: top } = screenToFlowPosition({ x, y });
    const at = { x: x - (box?.x ?? 0), y: y - (box?.y ?? 0) };
    ui.setState({ menu: { target, at, place: [left, top] }, connecting: null, quickAdd: null });
  };

  const onContextMenu = useStable((event: MouseEvent) => {
    const [first] = event.nativeEvent.composedPath();
    const inside = first instanceof Element ? first : null;
    if (inside?.closest("input, textarea, [role=menu], [role=dialog]")) return;
    if (!inside?.closest(".react-flow, .menu-veil")) return;
    event.preventDefault();
    if (fixed) return;
    const { clientX: x, clientY: y } = event;
    open(x, y, pointedAt(x, y));
  });

  /** Select what is under the pointer, unless it is selected with others, and tell what it is. */
  const pointedAt = (x: number, y: number): Target => {
    const { selection, select } = store.getState();
    const hit = elementsAt(frame.current, x, y);
    const node = hit.map((one) => one.closest(".react-flow__node")).find(Boolean);
    const id = node?.getAttribute("data-id");
    if (id) {
      const calls = callsAt(store, id);
      if (!calls.every((call) => selection.includes(call))) select(calls);
      return store.getState().selection.length > 1 ? "selection" : "node";
    }
    if (selection.length > 1 && hit.some((one) => one.closest(".react-flow__nodesselection")))
      return "selection";
    const edge = edgeAt(frame.current, x, y);
    select([], edge === null ? [] : [edge]);
    if (edge === null) return "canvas";
    return "edge";
  };

  /** The menu by a key, at what is selected or has the focus. */
  const onMenuKey = useStable((event: KeyboardEvent): boolean => {
    if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return false;
    if (isTyping(event) || fixed) return false;
    event.preventDefault();
    const port = portOf(event.target as Element);
    if (port) {
      store.getState().select([], [edgeId(port)]);
    }
    const focused = (event.target as Element).closest(".react-flow__node");
    const id = focused?.getAttribute("data-id");
    const { selection, select } = store.getState();
    const calls = id ? callsAt(store, id) : [];
    if (!port && !calls.every((call) => selection.includes(call))) select(calls);
    const { selection: nodes, selectedEdges } = store.getState();
    const target: Target =
      nodes.length > 1
        ? "selection"
        : nodes.length === 1
          ? "node"
          : selectedEdges.length > 0
            ? "edge"
            : "canvas";
    const shown = target === "canvas" ? null : shownOf(frame.current, nodes[0], selectedEdges[0]);
    const box = (shown ?? frame.current)?.getBoundingClientRect();
    if (box) open(box.x + box.width / 2, box.y + Math.min(box.height / 2, 200), target);
    return true;
  });

  return { onContextMenu, onMenuKey };
}

function shownOf(frame: HTMLElement | null, node?: string, edge?: string): Element | null {
  const found = node === undefined ? `edge[data-id="${CSS.escape(edge ?? "")}"]` : "";
  return (
    frame?.querySelector(
      found ? `.react-flow__${found}` : `.react-flow__node[data-id="${CSS.escape(node ?? "")}"]`,
    ) ?? null
  );
}
