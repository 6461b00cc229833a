/** What edited source would change, with buttons to apply or discard it. */

import type { ReactNode } from "react";
import { Sentence } from "../../shared/Sentence";
import type { Draft, Note, Reading } from "./useDraft";

const SAME = "The drawing is what the code says already; go back to the code as it is written.";

interface EditBarProps {
  draft: Draft;
  /** One sentence on what a text would change. */
  summaryOf?: (reading: Reading) => string;
  onLine: (line: number) => void;
}

export function EditBar({ draft, onLine, summaryOf = ofModel }: EditBarProps): ReactNode {
  const { reading, behind, applied } = draft;
  const changes = reading?.patch?.length ? reading.patch : null;
  const isSame = reading?.patch?.length === 0;
  return (
    <section className="edit-bar" aria-label="Your edit">
      <div className="edit-row">
        <p role="status" aria-live="polite">
          {applied ? "Applying…" : reading === null ? "Reading…" : summaryOf(reading)}
          {behind && !applied && " The canvas has changed meanwhile; this goes over it."}
        </p>
        <button type="button" onClick={draft.discard} disabled={applied}>
          Discard
        </button>
        <button
          type="button"
          className="primary"
          onClick={isSame ? draft.discard : draft.apply}
          disabled={(changes === null && !isSame) || applied}
          title={
            isSame ? SAME : "Make the drawing what the code says (Ctrl+Enter). Undo takes it back."
          }
        >
          {isSame ? "Done" : "Apply"}
        </button>
      </div>
      {reading !== null && <Findings notes={reading.notes} onLine={onLine} />}
    </section>
  );
}

interface FindingsProps {
  notes: Note[];
  onLine: (line: number) => void;
}

/** What is said of a text, with links to its lines. */
export function Findings({ notes, onLine }: FindingsProps): ReactNode {
  if (notes.length === 0) return null;
  return (
    <ul>
      {notes.map((note) => (
        <li key={`${note.line} ${note.message}`} className={`note-${note.severity}`}>
          <Finding note={note} onLine={onLine} />
        </li>
      ))}
    </ul>
  );
}

function Finding({ note, onLine }: { note: Note; onLine: (line: number) => void }): ReactNode {
  const { line, message } = note;
  if (line === null) return <Sentence text={message} />;
  return (
    <>
      <button type="button" className="line-link" onClick={() => onLine(line)}>
        Line {line}
      </button>{" "}
      <Sentence text={message} />
    </>
  );
}

/** What the source of a model would change. */
function ofModel({ patch, added, removed, changed, renamed }: Reading): string {
  if (patch === null) return "This cannot be drawn yet.";
  if (patch.length === 0) return "The same model as on the canvas.";
  if (patch.every(({ path }) => path.startsWith("/comments"))) return "Only comments change.";
  const parts = [
    [added, "added"],
    [changed, "changed"],
    [renamed, "renamed"],
    [removed, "removed"],
  ] as const;
  const counts = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (counts.length === 0) return "Only what concerns the whole model changes.";
  return `${counts.join(", ")}: see the canvas.`;
}
