/** The panel with the code of a design's own layers: its classes, editing, findings at their lines. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { bus, type Place } from "../../shared/bus";
import { lookup } from "../../shared/document";
import { classesOf, type TextClass } from "./classLines";
import { EditBar, Findings } from "./EditBar";
import { Export } from "./Export";
import { createEditor, type Editor } from "./editor";
import {
  type Edited,
  type Note,
  type Reading,
  type Settings,
  type Subject,
  useDraft,
} from "./useDraft";

/** What Python sends. */
export interface LayerCodeData {
  /** The code. */
  text: string;
  /** By graph and node: the class of the custom layer that is called there. */
  owners: Record<string, Record<string, string>>;
  /** What went wrong when it ran, at its lines. */
  notes: Note[];
  filename: string;
  reading: Reading | null;
}

interface Props extends LayerCodeData {
  onEdited: (edited: Edited) => void;
}

const SETTINGS: Settings = { style: "layers", fold: false };

/** The graph stays as it is, so that there is nothing to foresee. */
const LAYERS: Subject = {
  key: "layerloom-layers",
  title: "Edit the code of your layers",
  previews: false,
  pause: 350,
  inTurn: false,
};

const LABEL = "Python of your own layers. Edit it here; Ctrl+Enter applies it.";

export function LayerCode({ text, owners, notes, filename, reading, onEdited }: Props): ReactNode {
  const draft = useDraft(text, SETTINGS, reading, onEdited, () => {}, LAYERS);
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef({ text, draft });
  latest.current = { text, draft };
  const [selection, setSelection] = useState<Place | null>(null);
  useEffect(() => bus().on("selection", setSelection), []);

  useEffect(() => {
    if (!parent.current) return;
    const made = createEditor(
      parent.current,
      {
        onPick: () => {},
        onType: (typed) => latest.current.draft.type(typed),
        onApply: () => latest.current.draft.apply(),
      },
      LABEL,
    );
    made.show(latest.current.draft.text ?? latest.current.text);
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, []);

  const shown = draft.text ?? text;
  const editing = draft.text !== null;
  const selected = selection && ownerOf(selection, owners);
  const classes = classesOf(shown);
  const lines = classes.find(({ name }) => name === selected);
  useEffect(() => {
    if (!editing) editor.current?.show(text);
  }, [text, editing]);
  useEffect(() => {
    if (draft.resumed !== null) editor.current?.show(draft.resumed);
  }, [draft.resumed]);
  const [first, last] = [lines?.first, lines?.last];
  // biome-ignore lint/correctness/useExhaustiveDependencies: text that is put in anew has no marks
  useEffect(() => {
    if (!editing) editor.current?.mark(first && last ? [[first, last]] : []);
  }, [first, last, text, editing]);
  const findings = draft.reading?.notes ?? (editing ? NONE : notes);
  useEffect(() => editor.current?.note(findings), [findings]);

  return (
    <section className="code-view layer-code" aria-label="Code of your layers">
      <header>
        <Classes
          classes={classes}
          selected={selected}
          onPick={({ line }) => editor.current?.goTo(line)}
        />
        <Export text={shown} filename={filename} waiting={false} />
      </header>
      <div className="body">
        <div className="source" ref={parent} />
      </div>
      {!editing && notes.length > 0 && (
        <section className="edit-bar" aria-label="What went wrong">
          <Findings notes={notes} onLine={(line) => editor.current?.goTo(line)} />
        </section>
      )}
      {editing && (
        <EditBar
          draft={draft}
          summaryOf={summaryOf}
          onLine={(line) => editor.current?.goTo(line)}
        />
      )}
    </section>
  );
}

const NONE: Note[] = [];

interface ClassesProps {
  classes: TextClass[];
  selected: string | null;
  onPick: (picked: TextClass) => void;
}

/** A button for each class, which goes to it. */
function Classes({ classes, selected, onPick }: ClassesProps): ReactNode {
  return (
    <nav className="classes" aria-label="Classes">
      {classes.map((one) => (
        <button
          key={`${one.name} ${one.first}`}
          type="button"
          title={`Go to class ${one.name}`}
          aria-current={one.name === selected}
          onClick={() => onPick(one)}
        >
          {one.name}
        </button>
      ))}
    </nav>
  );
}

/** The class of the one layer that is selected. */
function ownerOf({ graph, nodes }: Place, owners: LayerCodeData["owners"]): string | null {
  const own = nodes.map((node) => lookup(lookup(owners, graph) ?? {}, node) ?? null);
  const [first = null] = own;
  return own.every((name) => name === first) ? first : null;
}

/** What a code would change. */
function summaryOf({ patch, added, removed, changed, renamed }: Reading): string {
  if (patch === null) return "Not applied: it is no Python yet. Your text is kept meanwhile.";
  if (patch.length === 0) return "Nothing is changed.";
  const parts = [
    [changed, "changed"],
    [added, "added"],
    [renamed, "renamed, its layers follow"],
    [removed, "removed"],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${count === 1 ? "class" : "classes"} ${what}`);
  return told.length > 0 ? `${told.join("; ")}.` : "No class computes anything else.";
}
