/** The code panel: choice of style, copy and download, links between lines and nodes, editing. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { bus, type Place, type Topics } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { EditBar } from "./EditBar";
import { Export } from "./Export";
import { createEditor, type Editor } from "./editor";
import { type Code, linesOf, nodesAt } from "./nodeLines";
import { Reasons } from "./Reasons";
import { type Style, StyleSwitch } from "./StyleSwitch";
import { type Draft, type Edited, type Reading, type Settings, useDraft } from "./useDraft";

/** What Python sends. */
export interface CodeViewData {
  style: string;
  /** The styles that there are, in the order in which they are offered. */
  styles: Style[];
  /** Whether repeated parts are written once. */
  fold: boolean;
  /** Null where the style cannot express the design; then there are reasons. */
  code: Code | null;
  reasons: Diagnostic[];
  filename: string;
  /** The edit on the canvas that this is the source of. */
  rev: number;
  seq: number;
  /** Whether the canvas is ahead of this, as far as Python knows. */
  stale: boolean;
  /** The answer to the last text that was sent. */
  reading: Reading | null;
}

interface CodeViewProps extends CodeViewData {
  onStyle: (style: string) => void;
  onFold: (fold: boolean) => void;
  onEdited: (edited: Edited) => void;
}

const NOWHERE = { lines: {}, block_lines: {} };

const LOCKED = "Apply or discard your edit first";

export function CodeView(props: CodeViewProps): ReactNode {
  const { style, styles, fold, code, reasons, filename, stale, onStyle, onFold } = props;
  const [wanted, setWanted] = useState({ style, fold });
  // biome-ignore lint/correctness/useExhaustiveDependencies: Python's answer settles the wish
  useEffect(() => setWanted({ style, fold }), [style, fold, code]);
  const onSettings = (next: Settings) => {
    setWanted({ style: next.style, fold: next.fold });
    if (next.style !== style) onStyle(next.style);
    if (next.fold !== fold) onFold(next.fold);
  };
  const settings = { style, fold };
  const source = code?.text ?? null;
  const draft = useDraft(source, settings, props.reading, props.onEdited, onSettings);
  const editor = useRef<Editor | null>(null);
  const waiting = stale || wanted.style !== style || wanted.fold !== fold;
  const behind = useBehind(props.rev, props.seq) || waiting;
  const editing = draft.text !== null;
  // What was typed stays in view where the canvas has become something that has no source.
  const shown = code ?? (draft.text === null ? null : { text: draft.text, ...NOWHERE });
  return (
    <section className="code-view" aria-label="Generated code" aria-busy={behind}>
      <header>
        <fieldset className="settings" disabled={editing} title={editing ? LOCKED : undefined}>
          <StyleSwitch
            styles={styles}
            value={wanted.style}
            onChange={(next) => {
              setWanted({ style: next, fold });
              onStyle(next);
            }}
          />
          <label className="fold" title="Write repeated parts once, as functions and loops">
            <input
              type="checkbox"
              checked={wanted.fold}
              onChange={({ target }) => {
                setWanted({ style, fold: target.checked });
                onFold(target.checked);
              }}
            />
            Fold
          </label>
        </fieldset>
        <span className="quiet" aria-live="polite">
          {waiting && !editing ? "updating…" : ""}
        </span>
        {shown && (
          <Export
            text={draft.text ?? shown.text}
            filename={filename}
            waiting={behind && !editing}
          />
        )}
      </header>
      <div className={waiting && !editing ? "body stale" : "body"}>
        {shown ? (
          <Source code={shown} draft={draft} editor={editor} />
        ) : (
          <Reasons title={styles.find(({ name }) => name === style)?.title} reasons={reasons} />
        )}
      </div>
      {editing && <EditBar draft={draft} onLine={(line) => editor.current?.goTo(line)} />}
    </section>
  );
}

/** Whether the canvas is ahead of an edit; it knows before Python does. */
function useBehind(rev: number, seq: number): boolean {
  const [drawn, setDrawn] = useState<Topics["drawn"]>();
  useEffect(() => bus().on("drawn", setDrawn), []);
  return drawn !== undefined && (drawn.rev > rev || (drawn.rev === rev && drawn.seq > seq));
}

interface SourceProps {
  code: Code;
  draft: Draft;
  editor: { current: Editor | null };
}

function Source({ code, draft, editor }: SourceProps): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  const latest = useRef({ code, draft });
  latest.current = { code, draft };
  const [selection, setSelection] = useState<Place | null>(null);

  useEffect(() => bus().on("selection", setSelection), []);
  useEffect(() => {
    if (!parent.current) return;
    const made = createEditor(parent.current, {
      onPick(line) {
        const { code, draft } = latest.current;
        const place = draft.text === null ? nodesAt(code, line) : null;
        if (place) bus().emit("focus", place);
      },
      onType: (text) => latest.current.draft.type(text),
      onApply: () => latest.current.draft.apply(),
    });
    const { code, draft } = latest.current;
    made.show(draft.text ?? code.text);
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, [editor]);
  const edited = draft.text !== null;
  // While the user types, the editor holds the newest text: React's copy may be a key behind.
  useEffect(() => {
    if (!edited) editor.current?.show(code.text);
  }, [editor, code.text, edited]);
  useEffect(() => {
    if (!edited) editor.current?.mark(selection ? linesOf(code, selection) : []);
  }, [editor, code, selection, edited]);
  useEffect(() => {
    if (draft.resumed !== null) editor.current?.show(draft.resumed);
  }, [editor, draft.resumed]);
  const notes = draft.reading?.notes;
  useEffect(() => editor.current?.note(notes ?? []), [editor, notes]);

  return <div className="source" ref={parent} />;
}
