import { lookup } from "../document/graphs";
import { useCanvas } from "../StoreContext";
import "../ui/ui.css";
import "./inspector.css";
import { ModelPanel } from "./ModelPanel";
import { NodePanel } from "./NodePanel";
import { SelectionPanel } from "./SelectionPanel";
import { useSubject } from "./subject";

/** The settings of what is selected: a node, several, or the model itself. */
export function Inspector() {
  const subject = useSubject();
  const selection = useCanvas((state) => state.selection);
  const nodes = selection.filter((id) => lookup(subject.graph.nodes, id) !== undefined);
  const [only] = nodes;
  return (
    <aside className="ll-panel inspector" aria-label="Inspector">
      {only === undefined ? (
        <ModelPanel key={subject.graphId} subject={subject} />
      ) : nodes.length > 1 ? (
        <SelectionPanel subject={subject} nodes={nodes} />
      ) : (
        <NodePanel key={`${subject.graphId} ${only}`} subject={subject} node={only} />
      )}
    </aside>
  );
}
