/** Connecting by click or key: one port, then another. */

import { useCallback } from "react";
import { graphOf } from "../../../shared/document";
import { bring, possibleEnds, whyNot } from "../actions/connecting";
import { isReadonly } from "../store/looking";
import { useCanvasStore } from "../store/StoreContext";
import { type Connecting, useUiStore } from "../store/uiStore";
import { pointerOf, tensorAt } from "../view/portPlacement";

/** Returns what a port does when it is activated: start a connection, finish it, or take it back. */
export function useConnectPort() {
  const store = useCanvasStore();
  const ui = useUiStore();
  return useCallback(
    (port: Connecting["from"], element: Element) => {
      const { announce, design, graph: graphId } = store.getState();
      const graph = graphOf(design, graphId);
      const { connecting } = ui.getState();
      if (graph === undefined || isReadonly(store.getState())) return;
      if (!connecting?.pending || connecting.from.kind === port.kind) {
        const same = connecting?.from.node === port.node && connecting.from.port === port.port;
        if (same) {
          ui.setState({ connecting: null });
          announce("Connection cancelled.");
          return;
        }
        ui.setState({
          connecting: { from: port, possible: possibleEnds(graph, port), pending: true },
        });
        const end = port.kind === "source" ? "an input" : "an output";
        announce(`Connecting. Choose ${end} and press Enter, or Escape to cancel.`);
        return;
      }
      const reason = whyNot(graph, connecting.from, port.node);
      if (reason !== null) {
        announce(reason);
        return;
      }
      const [from, to] = port.kind === "target" ? [connecting.from, port] : [port, connecting.from];
      const box = element.getBoundingClientRect();
      const frame = element.closest(".canvas")?.getBoundingClientRect();
      const at = { x: box.x - (frame?.x ?? 0), y: box.y - (frame?.y ?? 0) };
      const question = bring(store, {
        source: tensorAt(from.node, from.port),
        target: to.node,
        pointer: pointerOf(to.port),
        from: null,
        at,
      });
      ui.setState({ connecting: null, question });
    },
    [store, ui],
  );
}
