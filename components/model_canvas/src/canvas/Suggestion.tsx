/** A further step after an edit, offered over the canvas until it is taken, closed or too late. */

import { X } from "lucide-react";
import { useCanvas, useCanvasStore } from "../store/StoreContext";

export function Suggestion() {
  const store = useCanvasStore();
  const suggestion = useCanvas(({ suggestion: one, design }) =>
    one?.design === design ? one : null,
  );
  if (suggestion === null) return null;
  const close = () => store.setState({ suggestion: null });
  return (
    <div className="notice notice-info suggestion" role="status">
      <span>{suggestion.text}</span>
      <button
        type="button"
        className="suggestion-act"
        onClick={(event) => {
          const frame = event.currentTarget.closest<HTMLElement>(".canvas");
          close();
          suggestion.act();
          frame?.focus({ preventScroll: true });
        }}
      >
        {suggestion.button}
      </button>
      <button type="button" aria-label="Close" onClick={close}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
