/** Why there is no code: one sentence per reason; a click shows its nodes. */

import type { ReactNode } from "react";
import { bus } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { Sentence } from "../../shared/Sentence";

interface ReasonsProps {
  /** What the style is called. */
  title: string | undefined;
  reasons: Diagnostic[];
}

export function Reasons({ title, reasons }: ReasonsProps): ReactNode {
  if (reasons.length === 0) {
    return (
      <div className="reasons">
        <h3>No code yet</h3>
        <p>Put an Input and a layer on the canvas and connect them; their code appears here.</p>
      </div>
    );
  }
  const broken = reasons.some((reason) => reason.severity === "error");
  return (
    <div className="reasons">
      <h3>{broken ? "Not complete yet" : `${title} cannot express this model`}</h3>
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
          </li>
        ))}
      </ul>
    </div>
  );
}
