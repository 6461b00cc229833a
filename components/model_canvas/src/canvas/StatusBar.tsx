/** The status line: size of the model, state of the worker, what is going on. */

import { type Analysis, graphOf, lookup } from "../../../shared/document";
import { leftAside } from "../document/pieces";
import { analysisOf, type CanvasState, shownAnalysisOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { countText } from "../view/displayText";
import { LensTotals } from "./LensTotals";

export function StatusBar() {
  const worker = useCanvas((state) => state.worker);
  const count = useCanvas(
    (state) => Object.keys(graphOf(state.design, state.graph)?.nodes ?? {}).length,
  );
  const params = useCanvas((state) => paramsOf(analysisOf(state), state.graph));
  const foreseen = useCanvas((state) => paramsOf(shownAnalysisOf(state), state.graph));
  const partial = useCanvas(isPartial);
  const tidying = useCanvas((state) => state.tidying);
  const selected = useCanvas((state) => state.selection.length);
  return (
    <div className="status-bar">
      <span>
        {count} {count === 1 ? "node" : "nodes"}
        {selected > 1 && `, ${selected} selected`}
      </span>
      {params !== null && (
        <span>
          {countText(params)}
          {foreseen !== null && foreseen !== params && ` → ${countText(foreseen)}`} parameters
          {partial && (
            <span
              className="partial"
              title="Some layers have no shapes yet: these are the others'."
            >
              {" "}
              (partial)
            </span>
          )}
        </span>
      )}
      <LensTotals />
      {tidying && <span>Working out a layout…</span>}
      <Hint />
      {worker.state !== "ready" && (
        <span className={`worker worker-${worker.state}`} role="status">
          {worker.message || WORKER[worker.state]}
        </span>
      )}
      <KeysHint />
    </div>
  );
}

function KeysHint() {
  const ui = useUiStore();
  return (
    <button
      type="button"
      className="keys-hint"
      title="All keys and gestures (?)"
      onClick={() => ui.setState({ shortcuts: true })}
    >
      Keys
    </button>
  );
}

function paramsOf(analysis: Analysis | null, graph: string): number | null {
  return analysis ? (lookup(analysis.graphs, graph)?.total_params ?? null) : null;
}

/** Whether some of a graph's layers are not in its totals, because their shapes are not known. */
function isPartial(state: CanvasState): boolean {
  const found = lookup(analysisOf(state)?.graphs ?? {}, state.graph);
  const graph = graphOf(state.design, state.graph);
  if (!found || !graph) return false;
  const aside = leftAside(graph);
  const unused = new Set(found.unused);
  return Object.entries(found.nodes).some(
    ([id, { state }]) => state !== "known" && !unused.has(id) && !aside.has(id),
  );
}

const WORKER = {
  ready: "",
  warming: "Keras is starting; draw meanwhile, shapes follow.",
  restarted: "Keras was restarted; nothing you drew is lost.",
  failed: "Keras cannot be reached; you can go on drawing.",
};

function Hint() {
  const ui = useUiStore();
  const store = useCanvasStore();
  const pending = useUi((state) => state.connecting?.pending === true);
  if (!pending) return null;
  return (
    <span className="hint">
      Choose a port to connect to, or{" "}
      <button
        type="button"
        onClick={() => {
          ui.setState({ connecting: null });
          store.getState().announce("Connection cancelled.");
        }}
      >
        cancel (Esc)
      </button>
    </span>
  );
}
