/** A node's problems, shown under it with the buttons that fix them. */

import { Lightbulb, TriangleAlert } from "lucide-react";
import type { Diagnostic } from "../../../shared/document";
import { useCanvasStore } from "../store/StoreContext";
import type { NodeView } from "../view/nodeView";

/**
 * Errors and warnings are always shown; advice is a sign until its node is selected. A placeholder
 * is drawn as one.
 */
export function ProblemCallout({ view, selected }: { view: NodeView; selected: boolean }) {
  const shown = view.problems.filter(
    ({ severity, code }) => selected || (severity !== "advice" && code !== "placeholder"),
  );
  const [first] = shown;
  if (first === undefined) {
    return view.problems.some(({ severity }) => severity === "advice") ? (
      <Lightbulb className="advice-sign" size={14} aria-hidden />
    ) : null;
  }
  const pill = view.pills.length > 0;
  return (
    <div className={`callout callout-${first.severity} ${pill ? "below-pill" : ""}`}>
      {shown.slice(0, selected ? shown.length : 1).map((diagnostic) => (
        <Problem key={`${diagnostic.code} ${diagnostic.message}`} diagnostic={diagnostic} />
      ))}
      {!selected && shown.length > 1 && (
        <span className="callout-more">+{shown.length - 1} more</span>
      )}
    </div>
  );
}

function Problem({ diagnostic }: { diagnostic: Diagnostic }) {
  const store = useCanvasStore();
  const { severity, message, fix } = diagnostic;
  return (
    <p className={`problem problem-${severity}`} title={message}>
      {severity === "advice" ? (
        <Lightbulb size={13} aria-hidden />
      ) : (
        <TriangleAlert size={13} aria-hidden />
      )}
      <span className="problem-text">{plain(message)}</span>
      {fix && (
        <button
          type="button"
          className="fix nodrag nopan"
          onClick={(event) => {
            event.stopPropagation();
            store.getState().applyFix(fix);
          }}
        >
          {plain(fix.title)}
        </button>
      )}
    </p>
  );
}

/** Messages mark names with backquotes, which are for text: under a node there is no room for them. */
function plain(message: string): string {
  return message.replaceAll("`", "");
}
