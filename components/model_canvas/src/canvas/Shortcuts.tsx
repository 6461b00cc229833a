/** The list of all that keys and hands do on the canvas. */

import type { Group } from "../actions/command";
import { COMMANDS, GESTURES, keyText } from "../actions/commands";
import { useUi, useUiStore } from "../store/uiStore";
import { Dialog } from "../ui/Dialog";
import "./shortcuts.css";

const GROUPS: readonly Group[] = ["Add", "Edit", "Select", "Arrange", "Look around"];

/** In the other components of the page, and on a frame or comment that has the focus. */
const ELSEWHERE = [
  { title: "Frame or comment: write", keys: ["Enter"] },
  { title: "Comment: end writing", keys: ["Ctrl+Enter"] },
  { title: "Comment: larger, smaller", keys: ["Alt+↑ ↓ ← →"] },
  { title: "Code: apply", keys: ["Ctrl+Enter"] },
  { title: "Code: select the node of the line", keys: ["Alt+Enter"] },
];

export function Shortcuts() {
  const ui = useUiStore();
  const open = useUi((state) => state.shortcuts);
  if (!open) return null;
  const all = [...COMMANDS, ...GESTURES];
  const groups = GROUPS.map((group) => ({
    title: group as string,
    rows: all.filter((one) => one.group === group && (one.keys || isGesture(one))),
  }));
  return (
    <Dialog title="Keys and gestures" onClose={() => ui.setState({ shortcuts: false })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keys */}
      <div className="shortcuts" tabIndex={0} data-first>
        {[...groups, { title: "Elsewhere", rows: ELSEWHERE }].map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map((row) => (
                <div key={row.title}>
                  <dt>{row.title}</dt>
                  <dd>
                    {(row.keys ?? []).map((key) => (
                      <kbd key={key}>{keyText(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function isGesture(one: object): boolean {
  return !("id" in one);
}
