/** A node's problems, shown beside it with the buttons that fix them. */

import { Lightbulb, TriangleAlert } from "lucide-react";
import { createContext, useContext, useRef } from "react";
import type { Diagnostic } from "../../../shared/document";
import { isReadonly } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { isGesturing, useUi } from "../store/uiStore";
import { type CalloutSide, toldProblems } from "../view/calloutPlacement";
import type { NodeView } from "../view/nodeView";

/** The side at which each node's problems are told; see `view/calloutPlacement`. */
export const CalloutContext = createContext<ReadonlyMap<string, CalloutSide>>(new Map());

/**
 * Errors and warnings are always shown, where they cover no node; advice is a sign until its node is
 * selected. A placeholder is drawn as one. In the middle of a gesture nothing new appears.
 */
export function ProblemCallout(props: Props) {
  // Most nodes have none, and then nothing is to be drawn anew with every gesture.
  return props.view.problems.length > 0 && <Callout {...props} />;
}

interface Props {
  view: NodeView;
  selected: boolean;
}

function Callout({ view, selected }: Props) {
  const side = useContext(CalloutContext).get(view.id) ?? "right";
  const now = selected ? view.problems : toldProblems(view);
  const { shown, at } = useHeld({ shown: now, at: side }, useUi(isGesturing));
  const [first] = shown;
  if (first === undefined) {
    return view.problems.some(({ severity }) => severity === "advice") ? (
      <Lightbulb className="advice-sign" size={14} aria-hidden />
    ) : null;
  }
  const pill = view.pills.length > 0;
  const classes = ["callout", `callout-${first.severity}`, `callout-${at}`];
  if (pill) classes.push("below-pill");
  return (
    <>
      {at === "sign" && (
        <TriangleAlert className={`problem-sign problem-${first.severity}`} size={15} aria-hidden />
      )}
      <div className={classes.join(" ")}>
        {shown.slice(0, selected ? shown.length : 1).map((diagnostic) => (
          <Problem key={`${diagnostic.code} ${diagnostic.message}`} diagnostic={diagnostic} />
        ))}
        {!selected && shown.length > 1 && (
          <span className="callout-more">+{shown.length - 1} more</span>
        )}
      </div>
    </>
  );
}

/** What there was before a gesture, for as long as it lasts; what comes up meanwhile is empty. */
function useHeld<T extends { shown: readonly unknown[] }>(value: T, hold: boolean): T {
  const before = useRef<T>(hold ? { ...value, shown: [] } : value);
  if (!hold) before.current = value;
  return hold ? before.current : value;
}

function Problem({ diagnostic }: { diagnostic: Diagnostic }) {
  const store = useCanvasStore();
  const readonly = useCanvas(isReadonly);
  const { severity, message, fix } = diagnostic;
  return (
    <p className={`problem problem-${severity}`} title={message}>
      {severity === "advice" ? (
        <Lightbulb size={13} aria-hidden />
      ) : (
        <TriangleAlert size={13} aria-hidden />
      )}
      <span className="problem-text">{plain(message)}</span>
      {fix && !readonly && (
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
