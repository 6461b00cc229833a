/** What the source lacks, or why it is not in the style that was asked for; a click shows nodes. */

import type { ReactNode } from "react";
import { bus } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { Sentence } from "../../shared/Sentence";

interface ReasonsProps {
  /** What the style is called. */
  title: string | undefined;
  reasons: Diagnostic[];
  /** Whether nothing is drawn at all. */
  isEmpty: boolean;
}

export function Reasons({ title, reasons, isEmpty }: ReasonsProps): ReactNode {
  if (isEmpty) {
    return (
      <div className="reasons">
        <h3>No code yet</h3>
        <p>
          Put an Input and a layer on the canvas and connect them, and their code appears here. Or
          type a model below, and it is drawn.
        </p>
      </div>
    );
  }
  if (reasons.length === 0) return null;
  const broken = reasons.some((reason) => reason.severity === "error");
  return (
    <details className="reasons" open={!broken}>
      <summary>
        {broken ? (
          <>
            <strong>Not complete yet</strong> ({counted(reasons.length)}), marked at its lines
          </>
        ) : (
          <>
            <strong>{title} cannot express this model</strong>, so it is written as Functional
          </>
        )}
      </summary>
      <ul>
        {reasons.map((reason) => (
          <li key={`${reason.code} ${reason.nodes.join(" ")} ${reason.message}`}>
            {reason.nodes.length > 0 ? (
              <button
                type="button"
                title="Show it on the canvas"
                onClick={() => bus().emit("focus", { graph: reason.graph, nodes: reason.nodes })}
              >
                <Sentence text={reason.message} />
              </button>
            ) : (
              <p>
                <Sentence text={reason.message} />
              </p>
            )}
            <Mending reason={reason} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Mending({ reason: { fix } }: { reason: Diagnostic }): ReactNode {
  if (!fix) return null;
  return (
    <button
      type="button"
      className="mend"
      title="Change the drawing so"
      onClick={() => bus().emit("fix", fix)}
    >
      <Sentence text={fix.title} />
    </button>
  );
}

function counted(count: number): string {
  return count === 1 ? "1 problem" : `${count} problems`;
}
