/** Problems by severity. A click shows the nodes on the canvas, a fix is one click more. */

import { Fragment, type ReactNode } from "react";
import { bus } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { Sentence } from "../../shared/Sentence";
import { useTopic } from "../../shared/useTopic";
import { groups, type Severity } from "./severityGroups";

/** What Streamlit sends; the problems come from the canvas. */
export interface ProblemListData {
  /** What was looked at, in words. */
  checked: string[];
}

export function ProblemList({ checked }: ProblemListData): ReactNode {
  const known = useTopic("analysis");
  if (!known || known.rev === 0) {
    return <p className="problems">Problems appear here as soon as Keras has started.</p>;
  }
  const { diagnostics, remarks, stale } = known;
  const found = groups([...diagnostics, ...remarks]);
  return (
    <section
      className={stale ? "problems stale" : "problems"}
      aria-label="Problems"
      aria-busy={stale}
    >
      <p className="sr-only" aria-live="polite">
        {found.length === 0 ? "No problems" : found.map((group) => group.title).join(", ")}
      </p>
      {found.length === 0 && <Clean checked={checked} />}
      {found.map((group) => (
        <section key={group.severity} className={group.severity}>
          <h3>
            <Icon severity={group.severity} />
            {group.title}
          </h3>
          <ul>
            {group.kinds.map(([first, ...others]) => (
              <Fragment key={keyOf(first)}>
                <Problem diagnostic={first} />
                {others.length > 0 && <More diagnostics={others} />}
              </Fragment>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** Others that say the same, on demand. */
function More({ diagnostics }: { diagnostics: Diagnostic[] }): ReactNode {
  return (
    <li className="more">
      <details>
        <summary>{diagnostics.length} more like this</summary>
        <ul>
          {diagnostics.map((diagnostic) => (
            <Problem key={keyOf(diagnostic)} diagnostic={diagnostic} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function keyOf({ code, graph, nodes, message }: Diagnostic): string {
  return `${code} ${graph} ${nodes.join(" ")} ${message}`;
}

function Problem({ diagnostic }: { diagnostic: Diagnostic }): ReactNode {
  const { code, message, nodes, graph, fix } = diagnostic;
  const readonly = useTopic("readonly") ?? false;
  return (
    <li>
      <div>
        {nodes.length > 0 ? (
          <button
            type="button"
            className="message"
            title="Show it on the canvas"
            onClick={() => bus().emit("focus", { graph, nodes })}
          >
            <Sentence text={message} />
          </button>
        ) : (
          <p className="message">
            <Sentence text={message} />
          </p>
        )}
        <span className="code">{code}</span>
      </div>
      {fix && !readonly && (
        <button
          type="button"
          className="fix"
          title="Change the design so; undo takes it back"
          onClick={() => bus().emit("fix", fix)}
        >
          <Sentence text={fix.title} />
        </button>
      )}
    </li>
  );
}

function Clean({ checked }: { checked: string[] }): ReactNode {
  return (
    <div className="clean">
      <h3>No problems</h3>
      {checked.length > 0 && (
        <>
          <p>What was checked:</p>
          <ul>
            {checked.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

// Severity is shown by form as well as by colour.
const SHAPES: Record<Severity, string> = {
  error: "M8 1.5 14.5 8 8 14.5 1.5 8Z",
  warning: "M8 2 15 14H1Z",
  advice: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z",
};

function Icon({ severity }: { severity: Severity }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[severity]} />
    </svg>
  );
}
