/** Chain or topology: the word, and on a click the reasons, with their nodes on the canvas. */

import { Link2, Network } from "lucide-react";
import type { Diagnostic } from "../../../shared/document";
import { Sentence } from "../../../shared/Sentence";
import { MAIN } from "../document/graphs";
import { useCanvas, useCanvasStore } from "../StoreContext";
import { analysisOf, staleOf } from "../store";
import { Popover } from "../ui/Popover";

const NONE: readonly Diagnostic[] = [];

export function ChainChip() {
  const store = useCanvasStore();
  const analysis = useCanvas(analysisOf);
  const stale = useCanvas(staleOf);
  const empty = useCanvas((state) => Object.keys(state.design.main.nodes).length === 0);
  if (analysis === null || empty) return null;
  const all = analysis.diagnostics ?? NONE;
  const reasons = all.filter(({ code, graph }) => code === "not-a-chain" && graph === MAIN);
  const focus = (list: readonly Diagnostic[]) =>
    store.getState().focus(MAIN, [...new Set(list.flatMap(({ nodes }) => nodes))]);
  if (reasons.length === 0) {
    return (
      <span
        className="chip"
        data-kind="chain"
        data-stale={stale}
        title="Each layer takes the one before it: Sequential can say this."
      >
        <Link2 size={14} aria-hidden /> chain
      </span>
    );
  }
  const count = reasons.length === 1 ? "1 reason" : `${reasons.length} reasons`;
  return (
    <Popover
      className="chip"
      role="dialog"
      title="Why this is no chain of layers"
      onOpen={() => focus(reasons)}
      button={
        <>
          <Network size={14} aria-hidden />
          <span data-stale={stale}>topology: {count}</span>
        </>
      }
    >
      {() => (
        <div className="reasons">
          <p>
            <strong>Not a chain, so Sequential cannot say it.</strong> Choose a reason to see its
            nodes.
          </p>
          {reasons.map((reason) => (
            <button
              key={reason.message}
              type="button"
              className="ll-menu-item"
              onClick={() => focus([reason])}
            >
              <span>
                <Sentence text={reason.message} />
              </span>
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
