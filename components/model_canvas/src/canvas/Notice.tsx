/** A sentence from Python over the canvas, until it is closed. */

import { X } from "lucide-react";
import { Sentence } from "../../../shared/Sentence";
import { useCanvas, useCanvasStore } from "../store/StoreContext";

export function Notice() {
  const store = useCanvasStore();
  const notice = useCanvas((state) => state.notice);
  if (notice === null) return null;
  return (
    <div className={`notice notice-${notice.severity}`} role="alert">
      <span>
        <Sentence text={notice.text} />
      </span>
      <button type="button" aria-label="Close" onClick={() => store.getState().dismissNotice()}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}

/** What is being read that will come onto the canvas. */
export function Busy() {
  const busy = useCanvas((state) => state.busy);
  return (
    <div role="status" aria-live="polite">
      {busy !== null && <p className="busy">{busy}…</p>}
    </div>
  );
}

/** What a screen reader is told about edits. */
export function LiveRegion() {
  const { text } = useCanvas((state) => state.announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
