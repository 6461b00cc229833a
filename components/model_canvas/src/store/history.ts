/** The history: what the user did, step by step, and the way back along it. */

import type { Design } from "../../../shared/document";
import { merged } from "../live/merge";
import type { Step } from "./canvasState";

const HISTORY = 200;

/** Steps with a further one; the oldest of very many are forgotten. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  return [...steps, step].slice(-HISTORY);
}

/**
 * A design with a step taken back, and nothing else: what others have changed since stays.
 *
 * @returns Null where that cannot be done, since others have changed the same.
 */
export function takenBack(design: Design, { before, after }: Step): Design | null {
  const { value, conflicts } = merged(after, before, design, { wins: "ours" });
  return conflicts.every(isFound) ? value : null;
}

/** Whether a part holds what was found out of a layer, which goes with its settings. */
function isFound(path: string[]): boolean {
  return path.includes("recorded");
}
