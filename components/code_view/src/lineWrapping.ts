/** Long lines wrap below their own indentation, so that nothing is cut off beside a canvas. */

import { type EditorState, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** What a continuation is indented by, in characters. */
const HANG = 4;

/** The line decorations that make every wrapped line of a text continue below its indentation. */
export function hang(state: EditorState): DecorationSet {
  const ranges = [];
  for (let number = 1; number <= state.doc.lines; number++) {
    const line = state.doc.line(number);
    const width = line.text.search(/\S|$/) + HANG;
    const style = `text-indent: -${width}ch; padding-left: calc(6px + ${width}ch)`;
    ranges.push(Decoration.line({ attributes: { style } }).range(line.from));
  }
  return Decoration.set(ranges);
}

export const hangingIndent = StateField.define<DecorationSet>({
  create: hang,
  update: (current, transaction) => (transaction.docChanged ? hang(transaction.state) : current),
  provide: (field) => EditorView.decorations.from(field),
});
