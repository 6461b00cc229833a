/** Long lines wrap below their own indentation, so that nothing is cut off beside a canvas. */

import { type Range, StateField, type Text, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** What a continuation is indented by, in characters. */
const HANG = 4;

/** One for each width: the editor compares those of all lines, and the very same most quickly. */
const byWidth = new Map<number, Decoration>();

/** The line decorations that make every wrapped line of a text continue below its indentation. */
export function hang(doc: Text): DecorationSet {
  return Decoration.set(hanging(doc, 0, doc.length));
}

/** The same after a change, of which only the lines that it touches are looked at. */
export function hangAgain(before: DecorationSet, { changes, state }: Transaction): DecorationSet {
  let found = before.map(changes);
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const [from, to] = [state.doc.lineAt(fromB).from, state.doc.lineAt(toB).to];
    const add = hanging(state.doc, from, to);
    found = found.update({ filterFrom: from, filterTo: to, filter: () => false, add });
  });
  return found;
}

/** Those of the lines from one place to another. */
function hanging(doc: Text, from: number, to: number): Range<Decoration>[] {
  const ranges = [];
  for (let at = from; at <= to; ) {
    const line = doc.lineAt(at);
    ranges.push(hangingBy(line.text.search(/\S|$/) + HANG).range(line.from));
    at = line.to + 1;
  }
  return ranges;
}

function hangingBy(width: number): Decoration {
  const style = `text-indent: -${width}ch; padding-left: calc(6px + ${width}ch)`;
  const made = byWidth.get(width) ?? Decoration.line({ attributes: { style } });
  byWidth.set(width, made);
  return made;
}

export const hangingIndent = StateField.define<DecorationSet>({
  create: ({ doc }) => hang(doc),
  update: (current, change) => (change.docChanged ? hangAgain(current, change) : current),
  provide: (field) => EditorView.decorations.from(field),
});
