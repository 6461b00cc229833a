import { useRef } from "react";
import { lookup } from "../../../shared/document";
import { isReadonly } from "../store/looking";
import { useCanvas } from "../store/StoreContext";
import "../ui/ui.css";
import "../ui/dialog.css";
import { focusCanvas, useShortcut } from "../ui/useShortcut";
import "./inspector.css";
import "./form/form.css";
import "./details.css";
import { ModelPanel } from "./ModelPanel";
import { NodePanel } from "./NodePanel";
import { SelectionPanel } from "./SelectionPanel";
import { useSubject } from "./useSubject";

/** The settings of what is selected: a node, several, or the model itself. */
export function Inspector() {
  const subject = useSubject();
  const selection = useCanvas((state) => state.selection);
  const nodes = selection.filter((id) => lookup(subject.graph.nodes, id) !== undefined);
  const [only] = nodes;
  const readonly = useCanvas(isReadonly);
  const panel = useRef<HTMLElement>(null);
  useShortcut(panel, "i", () => firstField(panel.current)?.focus());
  return (
    <aside
      ref={panel}
      className="ll-panel inspector"
      aria-label="Inspector"
      aria-keyshortcuts="i"
      onKeyDown={(event) => {
        if (event.key === "Escape") focusCanvas(event.currentTarget, only);
      }}
    >
      {/* Disabled, it disables all fields and buttons in it. */}
      <fieldset className="inspector-fields" disabled={readonly}>
        {only === undefined ? (
          <ModelPanel key={subject.graphId} subject={subject} />
        ) : nodes.length > 1 ? (
          <SelectionPanel subject={subject} nodes={nodes} />
        ) : (
          <NodePanel key={`${subject.graphId} ${only}`} subject={subject} node={only} />
        )}
      </fieldset>
    </aside>
  );
}

/** The first setting, or else the name. */
function firstField(panel: HTMLElement | null): HTMLElement | null {
  const field = (within: string) =>
    panel?.querySelector<HTMLElement>(`${within} :is(input, select):not(:disabled)`) ?? null;
  return field(".form") ?? field("");
}
