/** What was found about the design, at the lines of the source that it is about. */

import type { Diagnostic, Fix } from "../../shared/document";
import { type Code, linesOf } from "./nodeLines";
import type { Note } from "./useDraft";

/** What is said of a line, with what mends it if anything does. */
export interface LineNote extends Note {
  fix?: Fix | null;
}

/**
 * Errors and warnings at the first lines of their nodes; those without a line are left out.
 *
 * @param readonly Whether nothing is offered that would mend them.
 */
export function lineNotes(code: Code, diagnostics: Diagnostic[], readonly = false): LineNote[] {
  return diagnostics.flatMap(({ severity, message, graph, nodes, fix }): LineNote[] => {
    if (severity === "advice" || nodes.length === 0) return [];
    const first = nodes.map((node) => linesOf(code, { graph, nodes: [node] })[0]?.[0] ?? 0);
    const line = first.find((found) => found > 0);
    return line === undefined
      ? []
      : [{ line, severity, message, fix: readonly ? null : (fix ?? null) }];
  });
}
