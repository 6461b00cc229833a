/** Says whether the model is a chain or a topology; a click lists why, and shows the nodes. */

import { Link2, Network } from "lucide-react";
import { type Diagnostic, MAIN } from "../../../shared/document";
import { Sentence } from "../../../shared/Sentence";
import { analysisOf, staleOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import { Popover } from "../ui/Popover";

const NONE: readonly Diagnostic[] = [];

export function ChainChip() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const analysis = useCanvas(analysisOf);
  const stale = useCanvas(staleOf);
  const empty = useCanvas((state) => Object.keys(state.design.main.nodes).length === 0);
  if (analysis === null || empty) return null;
  const all = analysis.diagnostics ?? NONE;
  // An unfinished drawing is neither: a single loose layer has no second input either.
  const broken = all.some(
    ({ severity, category }) => severity === "error" && category !== "training",
  );
  if (broken) return null;
  const reasons = all.filter(({ code, graph }) => code === "not-a-chain" && graph === MAIN);
  const point = (list: readonly Diagnostic[]) =>
    ui.setState({ pointed: new Set(list.flatMap(({ nodes }) => nodes)) });
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
      onOpen={() => {
        store.getState().open(MAIN);
        point(reasons);
      }}
      onClose={() => point([])}
      button={
        <>
          <Network size={14} aria-hidden />
          <span data-stale={stale}>topology: {count}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p className="reasons-title">Why this is a topology and no chain:</p>
          {/* Leaving the list lights the nodes of all reasons again. */}
          <ul className="reasons" onPointerLeave={() => point(reasons)}>
            {reasons.map((reason) => (
              <li key={reason.message}>
                <button
                  type="button"
                  className="ll-menu-item"
                  title="Show these nodes"
                  onPointerEnter={() => point([reason])}
                  onFocus={() => point([reason])}
                  onClick={() => {
                    close();
                    store.getState().focus(MAIN, reason.nodes);
                  }}
                >
                  <span>
                    <Sentence text={reason.message} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}
