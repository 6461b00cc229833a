/** Keeps a mistake in drawing from blanking the page: the design is safe, and undo leads back. */

import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useCanvas, useCanvasStore } from "./store/StoreContext";

export function Boundary({ children }: { children: ReactNode }) {
  const design = useCanvas((state) => state.design);
  return (
    <ErrorBoundary fallback={<Fallback />} resetKeys={[design]}>
      {children}
    </ErrorBoundary>
  );
}

function Fallback() {
  const store = useCanvasStore();
  const undoable = useCanvas((state) => state.past.length > 0);
  return (
    <div className="boundary ll-panel" role="alert">
      <p>This design cannot be drawn. Nothing is lost: undo the last change, or save the file.</p>
      <button
        type="button"
        className="ll-button"
        disabled={!undoable}
        onClick={() => store.getState().undo()}
      >
        Undo
      </button>
    </div>
  );
}
