/** The checklist of an exercise, which Streamlit draws: it follows the check without a rerun. */

import type { Verdict } from "../../shared/bus";

/** Mark the lines as a verdict has them; a list of another length is that of another step. */
export function mark(verdict: Verdict): void {
  const lines = document.querySelectorAll(".task-checks li");
  if (lines.length !== verdict.passed.length) return;
  lines.forEach((line, at) => {
    const is = verdict.passed[at] ? "yes" : "no";
    if (line.className !== is) line.className = is;
  });
}
