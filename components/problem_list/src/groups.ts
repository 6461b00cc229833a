/** Diagnostics by severity, the worst first. */

import type { Diagnostic } from "../../shared/document";

export type Severity = Diagnostic["severity"];

/** All diagnostics of one severity. */
export interface Group {
  severity: Severity;
  title: string;
  diagnostics: Diagnostic[];
}

const TITLES: [Severity, one: string, many: string][] = [
  ["error", "error", "errors"],
  ["warning", "warning", "warnings"],
  ["advice", "piece of advice", "pieces of advice"],
];

/** Group diagnostics; severities without any are left out, order within one is kept. */
export function groups(diagnostics: Diagnostic[]): Group[] {
  return TITLES.map(([severity, one, many]) => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return {
      severity,
      title: `${found.length} ${found.length === 1 ? one : many}`,
      diagnostics: found,
    };
  }).filter((group) => group.diagnostics.length > 0);
}
