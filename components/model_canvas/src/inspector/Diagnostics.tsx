import { CircleAlert, Lightbulb, TriangleAlert } from "lucide-react";
import type { Diagnostic } from "../../../shared/document";
import { Sentence } from "../../../shared/Sentence";
import type { Subject } from "./useSubject";

const ICONS = { error: CircleAlert, warning: TriangleAlert, advice: Lightbulb };
const WORDS = { error: "Error", warning: "Warning", advice: "Advice" };

/** Findings with their fixes. */
export function Diagnostics({ subject, list }: { subject: Subject; list: readonly Diagnostic[] }) {
  if (list.length === 0) return null;
  return (
    <ul className="diagnostics" data-stale={subject.stale}>
      {list.map((diagnostic) => {
        const { code, severity, message, fix } = diagnostic;
        const Icon = ICONS[severity];
        return (
          <li key={`${code} ${message}`} data-severity={severity}>
            <Icon size={15} aria-label={WORDS[severity]} />
            <span>
              <Sentence text={message} />
            </span>
            {fix && (
              <button
                type="button"
                className="ll-button"
                onClick={() => subject.store.getState().applyFix(fix)}
              >
                <span>
                  <Sentence text={fix.title} />
                </span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The findings about some nodes; why the graph is no chain is told by the top bar. */
export function diagnosticsOf(subject: Subject, nodes: readonly string[]): Diagnostic[] {
  const all = subject.analysis?.diagnostics ?? [];
  return all.filter(
    ({ code, graph, nodes: concerned }) =>
      code !== "not-a-chain" &&
      graph === subject.graphId &&
      concerned.some((id) => nodes.includes(id)),
  );
}
