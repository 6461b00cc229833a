/** CodeMirror as a reader: lines of the selected node are marked, a line can be picked. */

import { defaultKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { LineRange } from "./lines";
import { hangingIndent } from "./wrapping";

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
  ".cm-searchMatch": {
    backgroundColor: "color-mix(in srgb, var(--st-yellow-color) 35%, transparent)",
  },
});

/** What the code view asks of its editor. */
export interface Reader {
  show(text: string): void;
  mark(ranges: LineRange[]): void;
  destroy(): void;
}

/**
 * Put a reader into `parent`.
 *
 * @param parent Where it goes; may lie inside a shadow root.
 * @param onPick Called with the line (from 1) that was clicked, or on which Enter was pressed.
 */
export function createReader(parent: HTMLElement, onPick: (line: number) => void): Reader {
  const pick = (view: EditorView, position: number) =>
    onPick(view.state.doc.lineAt(position).number);
  const root = parent.getRootNode();
  const view = new EditorView({
    parent,
    ...(root instanceof ShadowRoot ? { root } : {}),
    state: EditorState.create({
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.lineWrapping,
        hangingIndent,
        EditorView.contentAttributes.of({
          "aria-label": "Generated Python source. Enter selects the node of the line.",
          "aria-readonly": "true",
        }),
        keymap.of([
          {
            key: "Enter",
            run: (target) => {
              pick(target, target.state.selection.main.head);
              return true;
            },
          },
          ...searchKeymap,
          ...defaultKeymap,
        ]),
        EditorView.domEventHandlers({
          click(event, target) {
            const position = target.posAtCoords(event, false);
            // A drag that selected text is no pick.
            if (event.button === 0 && target.state.selection.main.empty) pick(target, position);
          },
        }),
        lineNumbers(),
        search({ top: true }),
        highlightSelectionMatches(),
        python(),
        syntaxHighlighting(colours),
        marks,
        theme,
      ],
    }),
  });
  return {
    show(text) {
      if (text === view.state.doc.toString()) return;
      const top = view.scrollDOM.scrollTop;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      view.scrollDOM.scrollTop = top;
    },
    mark(ranges) {
      const first = ranges[0];
      const doc = view.state.doc;
      view.dispatch({
        effects: [
          setMarks.of(ranges),
          ...(first && first[0] <= doc.lines
            ? [EditorView.scrollIntoView(doc.line(first[0]).from, { y: "nearest", yMargin: 48 })]
            : []),
        ],
      });
    },
    destroy: () => view.destroy(),
  };
}
