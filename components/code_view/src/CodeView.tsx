/** The code panel: choice of style, copy and download, links between lines and nodes, editing. */

import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { bus, type Place, type SourceView } from "../../shared/bus";
import { useTopic } from "../../shared/useTopic";
import { EditBar } from "./EditBar";
import { Export } from "./Export";
import { createEditor, type Editor } from "./editor";
import { type LineNote, lineNotes } from "./lineNotes";
import { type Code, linesOf, linesWith, nodesAt } from "./nodeLines";
import { Reasons } from "./Reasons";
import { type Style, StyleSwitch } from "./StyleSwitch";
import { type Draft, type Edited, modelOf, type Settings, useDraft } from "./useDraft";

/** What Streamlit sends; the source comes from the canvas, which has it from the live channel. */
export interface CodeViewData {
  /** How the source is written at first. */
  style: string;
  /** The styles that there are, in the order in which they are offered. */
  styles: Style[];
  /** Whether repeated parts are written once, at first. */
  fold: boolean;
  /** Whether it trains the model, at first. */
  training?: boolean;
  /** Lines that have this text are marked, for a lesson. */
  taught?: string;
}

const NOWHERE = { lines: {}, block_lines: {} };

const NONE: LineNote[] = [];

const LOCKED = "Apply or discard your edit first";

/** Source that is behind the canvas for longer than this is shown to be. */
const LATE_MS = 400;

export function CodeView({
  style,
  styles,
  fold,
  training = false,
  taught = "",
}: CodeViewData): ReactNode {
  const [settings, setSettings] = useState<Settings>({ style, fold, training });
  useEffect(() => {
    bus().emit("look", settings);
    return () => {
      // Another page's view may be there by now, and want its own.
      if (bus().last("look") === settings) bus().emit("look", null);
    };
  }, [settings]);
  const source = useTopic("source") ?? null;
  const found = useTopic("analysis");
  const reading = useTopic("reading") ?? null;
  const readonly = useTopic("readonly") ?? false;
  const rev = found?.rev ?? 0;
  const { style: wanted, fold: folded, training: trains = false } = settings;
  const isWanted =
    source?.style === wanted && source.fold === folded && (source.training ?? false) === trains;
  const code = source?.code ?? null;
  const text = source === null ? undefined : (code?.text ?? null);
  const type = useCallback((typed: Edited) => bus().emit("typed", typed), []);
  const choose = ({ style, fold, training = false }: Settings) =>
    setSettings({ style, fold, training });
  const written = isWanted ? settings : (source ?? settings);
  const draft = useDraft(text, written, reading, type, choose, modelOf(useTopic("draft")), rev);
  const editor = useRef<Editor | null>(null);
  const behind = source === null || !isWanted || (found?.stale ?? true) || source.rev < rev;
  const late = useLasting(behind, LATE_MS);
  const editing = draft.text !== null;
  // What was typed stays in view also where there is no source.
  const shown = code ?? (draft.text === null ? null : { text: draft.text, ...NOWHERE });
  const diagnostics = found?.diagnostics;
  const marks = useMemo(
    () => (code && diagnostics ? lineNotes(code, diagnostics, readonly) : NONE),
    [code, diagnostics, readonly],
  );
  return (
    <section className="code-view" aria-label="Generated code" aria-busy={behind}>
      <header>
        <fieldset className="settings" disabled={editing} title={editing ? LOCKED : undefined}>
          <StyleSwitch
            styles={styles}
            value={wanted}
            onChange={(style) => choose({ ...settings, style })}
          />
          <label className="fold" title="Write repeated parts once, as functions and loops">
            <input
              type="checkbox"
              checked={folded}
              onChange={({ target }) => choose({ ...settings, fold: target.checked })}
            />
            Fold
          </label>
          {source?.hasTraining && (
            <label className="fold" title="Write a script that trains the model">
              <input
                type="checkbox"
                checked={trains}
                onChange={({ target }) => choose({ ...settings, training: target.checked })}
              />
              Training
            </label>
          )}
        </fieldset>
        <span className="quiet" aria-live="polite">
          {late && !editing ? "updating…" : ""}
        </span>
        {shown && (
          <Export
            text={draft.text ?? shown.text}
            filename={source?.filename ?? "model.py"}
            cells={draft.text === null ? (source?.cells ?? null) : null}
            waiting={behind && !editing}
          />
        )}
      </header>
      {source && shown && !editing && (
        <Shortcomings source={source} styles={styles} waiting={found?.stale || source.rev < rev} />
      )}
      <div className={late && !editing ? "body stale" : "body"}>
        {shown ? (
          <Source code={shown} locked={readonly} {...{ draft, marks, editor, taught }} />
        ) : (
          <div className="reasons">
            <p>{source?.problem || "The source appears here as soon as Keras has started."}</p>
          </div>
        )}
      </div>
      {editing && <EditBar draft={draft} onLine={(line) => editor.current?.goTo(line)} />}
    </section>
  );
}

/** What the source lacks, or why it is not what was asked for, if that is so. */
function Shortcomings({
  source,
  styles,
  waiting = false,
}: {
  source: SourceView;
  styles: Style[];
  /** Whether the canvas is ahead of it: what was empty need not be so any more. */
  waiting?: boolean | undefined;
}): ReactNode {
  const { reasons, problem, code } = source;
  if (problem) return <p className="shortcoming">{problem} This is the source from before.</p>;
  const title = styles.find(({ name }) => name === source.style)?.title;
  const isEmpty = code?.text === "";
  if (isEmpty && waiting) return <p className="shortcoming">The code is being written…</p>;
  return <Reasons {...{ title, reasons, isEmpty }} />;
}

/** True once something has been so for a while. */
function useLasting(so: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!so) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => clearTimeout(timer);
  }, [so, milliseconds]);
  return so && lasting;
}

interface SourceProps {
  code: Code;
  /** Whether nothing can be typed. */
  locked: boolean;
  draft: Draft;
  /** What is to be said of the lines as they were generated. */
  marks: LineNote[];
  editor: { current: Editor | null };
  taught: string;
}

function Source({ code, locked, draft, marks, editor, taught }: SourceProps): ReactNode {
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
  useEffect(() => editor.current?.lock(locked), [editor, locked]);
  const edited = draft.text !== null;
  // While the user types, the editor holds the newest text: React's copy may be a key behind. In an
  // effect of after the paint, a key of meanwhile would be taken out again.
  useLayoutEffect(() => {
    if (!edited) editor.current?.show(code.text);
  }, [editor, code.text, edited]);
  useEffect(() => {
    if (edited) return;
    const selected = selection ? linesOf(code, selection) : [];
    editor.current?.mark(selected.length > 0 ? selected : linesWith(code.text, taught));
  }, [editor, code, selection, edited, taught]);
  useEffect(() => {
    if (draft.resumed !== null) editor.current?.show(draft.resumed);
  }, [editor, draft.resumed]);
  const notes = edited ? (draft.reading?.notes ?? NONE) : marks;
  // biome-ignore lint/correctness/useExhaustiveDependencies: text that is put in anew has no notes
  useEffect(() => editor.current?.note(notes), [editor, notes, code.text]);

  return <div className="source" ref={parent} />;
}
