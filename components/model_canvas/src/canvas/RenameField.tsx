/** The field over a node in which its name is written. */

import { useEffect, useRef, useState } from "react";
import { nameProblem } from "../document/names";
import { rename } from "../document/settings";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import { focusCanvas } from "../ui/useShortcut";
import type { NodeView } from "../view/nodeView";
import "./rename.css";

/** Enter and a click elsewhere take the name over, Escape leaves it as it was. */
export function RenameField({ view }: { view: NodeView }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const design = useCanvas((state) => state.design);
  const graph = useCanvas((state) => state.graph);
  const [text, setText] = useState(view.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const wrong = text === view.name ? null : nameProblem(design, graph, view.operation, text);
  const end = (take: boolean) => {
    if (ui.getState().renaming !== view.id) return;
    ui.setState({ renaming: null });
    if (take && wrong === null && text !== view.name) {
      const { edit } = store.getState();
      edit("Rename", (before) => rename(before, graph, view.operation, text));
    }
  };
  return (
    <div className="rename nodrag nopan">
      <input
        ref={field}
        className="ll-input"
        aria-label={`Name of ${view.name}`}
        aria-invalid={wrong !== null}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onBlur={() => end(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== "Enter" && event.key !== "Escape") return;
          // With a name that cannot be, Enter keeps the field open, under which it says why.
          if (event.key === "Enter" && wrong !== null) return;
          event.preventDefault();
          const from = event.currentTarget;
          end(event.key === "Enter");
          focusCanvas(from, view.id);
        }}
      />
      {wrong !== null && (
        <p className="ll-field-error" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
