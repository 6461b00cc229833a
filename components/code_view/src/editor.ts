/** CodeMirror: marks the selected node's lines, reports clicks on lines, shows findings at theirs. */

import {
  acceptCompletion,
  autocompletion,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, diagnosticCount, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Annotation,
  Compartment,
  EditorState,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { bus } from "../../shared/bus";
import type { Fix } from "../../shared/document";
import { complete } from "./completions";
import type { LineNote } from "./lineNotes";
import { hangingIndent } from "./lineWrapping";
import type { LineRange } from "./nodeLines";

/** A change that is not the user's. */
const generated = Annotation.define<boolean>();
const setMarks = StateEffect.define<LineRange[]>();
const marked = Decoration.line({ class: "cm-marked" });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(current, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        const doc = transaction.state.doc;
        const lines = effect.value.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        return Decoration.set(
          lines
            .filter((line) => line >= 1 && line <= doc.lines)
            .map((line) => marked.range(doc.line(line).from)),
        );
      }
    }
    return transaction.docChanged ? Decoration.none : current;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Streamlit's own text colours follow the theme, so that one style serves light and dark.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--st-violet-text-color)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--st-green-text-color)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--st-orange-text-color)" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.className],
    color: "var(--st-blue-text-color)",
  },
  { tag: [tags.comment], color: "var(--st-gray-text-color)", fontStyle: "italic" },
  { tag: [tags.meta], color: "var(--st-red-text-color)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "12px", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font), monospace", lineHeight: "1.55" },
  ".cm-content": { color: "var(--st-text-color)", caretColor: "var(--st-primary-color)" },
  ".cm-gutters": {
    backgroundColor: "var(--st-secondary-background-color)",
    color: "color-mix(in srgb, var(--st-text-color) 62%, transparent)",
    border: "none",
  },
  ".cm-line": { cursor: "text" },
  ".cm-marked": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 16%, transparent)",
    boxShadow: "inset 3px 0 0 var(--st-primary-color)",
  },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 28%, transparent) !important",
  },
  ".cm-panels": {
    backgroundColor: "var(--st-secondary-background-color)",
    color: "var(--st-text-color)",
    borderColor: "var(--st-border-color)",
  },
  ".cm-textfield, .cm-button": {
    backgroundColor: "var(--st-background-color)",
    backgroundImage: "none",
    color: "var(--st-text-color)",
    border: "1px solid var(--st-border-color)",
    borderRadius: "4px",
  },
  ".cm-tooltip": {
    maxWidth: "420px",
    backgroundColor: "var(--st-background-color)",
    color: "var(--st-text-color)",
    border: "1px solid var(--st-border-color)",
    borderRadius: "6px",
  },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "3px 1px 0" },
  ".cm-gutter-lint .cm-lint-marker": { width: "11px", height: "11px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--st-code-font), monospace",
    fontSize: "12px",
    maxHeight: "13em",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--st-primary-color)",
    color: "var(--st-background-color)",
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.65" },
  ".cm-completionInfo": { fontSize: "12px", padding: "6px 9px" },
  ".cm-searchMatch": {
    backgroundColor: "color-mix(in srgb, var(--st-yellow-color) 35%, transparent)",
  },
});

/** What the code view asks of its editor. */
export interface Editor {
  /** Show a text; what has been typed of it keeps its cursor and its history. */
  show(text: string): void;
  mark(ranges: LineRange[]): void;
  /** Show findings at their lines. */
  note(notes: LineNote[]): void;
  /** Whether nothing can be typed. */
  lock(locked: boolean): void;
  /** Put the cursor on a line and bring it into view. */
  goTo(line: number): void;
  destroy(): void;
}

/** What the editor tells the code view. */
interface Listeners {
  /** A line (from 1) was clicked, or Alt+Enter pressed on it. */
  onPick(line: number): void;
  /** The user has changed the text. */
  onType(text: string): void;
  /** The user wants the text applied. */
  onApply(): void;
}

const SEVERITY = { error: "error", warning: "warning", advice: "info" } as const;

/**
 * Put an editor into `parent`.
 *
 * @param parent Where it goes; may lie inside a shadow root.
 * @param label What it holds, for screen readers.
 */
export function createEditor(
  parent: HTMLElement,
  listeners: Listeners,
  label = "Python source of the drawing. Edit it here; Alt+Enter selects the node of the line.",
): Editor {
  const pick = (view: EditorView, position: number) =>
    listeners.onPick(view.state.doc.lineAt(position).number);
  const root = parent.getRootNode();
  const writing = new Compartment();
  const view = new EditorView({
    parent,
    ...(root instanceof ShadowRoot ? { root } : {}),
    state: EditorState.create({
      extensions: [
        writing.of(EditorState.readOnly.of(false)),
        EditorView.lineWrapping,
        hangingIndent,
        EditorView.contentAttributes.of({ "aria-label": label }),
        keymap.of([
          { key: "Alt-Enter", run: done((target) => pick(target, cursor(target))) },
          { key: "Mod-Enter", run: done(listeners.onApply) },
          { key: "Tab", run: takeCompletion },
          ...searchKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.domEventHandlers({
          click(event, target) {
            const position = target.posAtCoords(event, false);
            // A drag that selected text is no pick.
            if (event.button === 0 && target.state.selection.main.empty) pick(target, position);
          },
        }),
        EditorView.updateListener.of((update) => {
          const typed = update.transactions.some(
            (one) => one.docChanged && !one.annotation(generated),
          );
          if (typed) listeners.onType(update.state.doc.toString());
        }),
        history(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        lineNumbers(),
        lintGutter(),
        search({ top: true }),
        highlightSelectionMatches(),
        // Enter is a new line unless the user has gone to an offer, or Tab takes the first one.
        autocompletion({
          override: [complete],
          selectOnOpen: false,
          icons: false,
          interactionDelay: 0,
        }),
        python(),
        syntaxHighlighting(colours),
        marks,
        theme,
      ],
    }),
  });
  return {
    show(text) {
      const before = view.state.doc.toString();
      if (text === before) return;
      view.dispatch({
        changes: splice(before, text),
        annotations: [generated.of(true), Transaction.addToHistory.of(false)],
      });
    },
    mark(ranges) {
      const first = ranges[0];
      // Whatever is told to the editor, it has the page laid out at once.
      if (!first && view.state.field(marks).size === 0) return;
      const doc = view.state.doc;
      view.dispatch({
        effects: [
          setMarks.of(ranges),
          // Who is typing is left where they are.
          ...(first && first[0] <= doc.lines && !view.hasFocus
            ? [EditorView.scrollIntoView(doc.line(first[0]).from, { y: "nearest", yMargin: 48 })]
            : []),
        ],
      });
    },
    note(notes) {
      const doc = view.state.doc;
      const found = notes.flatMap(({ line, severity, message, fix }): Diagnostic[] => {
        if (line === null || line < 1 || line > doc.lines) return [];
        const { from, to, text } = doc.line(line);
        const start = from + text.length - text.trimStart().length;
        const apply = () => bus().emit("fix", fix as Fix);
        const actions = fix ? [{ name: plain(fix.title), apply }] : [];
        return [
          { from: start, to, severity: SEVERITY[severity], message: plain(message), actions },
        ];
      });
      if (found.length === 0 && diagnosticCount(view.state) === 0) return;
      view.dispatch(setDiagnostics(view.state, found));
    },
    lock(locked) {
      if (view.state.readOnly === locked) return;
      view.dispatch({ effects: writing.reconfigure(EditorState.readOnly.of(locked)) });
    },
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** A sentence without the marks around its names. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

/** The one change that makes a text another: what is the same before and behind it stays in place. */
function splice(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const to = before.length - same;
  return { from, to, insert: after.slice(from, after.length - same) };
}

/** Take the offer that is gone to, or else the first one. */
function takeCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  if (selectedCompletion(view.state) === null) moveCompletionSelection(true)(view);
  acceptCompletion(view);
  return true;
}

function cursor(view: EditorView): number {
  return view.state.selection.main.head;
}

/** A command that leaves nothing to do for another one. */
function done(act: (view: EditorView) => void): (view: EditorView) => boolean {
  return (view) => {
    act(view);
    return true;
  };
}
