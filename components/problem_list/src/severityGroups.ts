/** Diagnostics by severity, the worst first. */

import type { Diagnostic } from "../../shared/document";

export type Severity = Diagnostic["severity"];

/** All diagnostics of one severity. */
interface Group {
  severity: Severity;
  title: string;
  /** Those that say the same of different things stand together, where the first of them stood. */
  kinds: Alike[];
}

type Alike = [first: Diagnostic, ...others: Diagnostic[]];

/** So many that are alike are shown as one, and the others on demand. */
const MANY = 4;

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
      kinds: alike(found),
    };
  }).filter((group) => group.kinds.length > 0);
}

function alike(diagnostics: Diagnostic[]): Alike[] {
  const kinds = new Map<string, Alike>();
  for (const diagnostic of diagnostics) {
    const kind = `${diagnostic.code} ${diagnostic.alike}`;
    const known = kinds.get(kind);
    if (known) known.push(diagnostic);
    else kinds.set(kind, [diagnostic]);
  }
  return [...kinds.values()].flatMap((kind) =>
    kind.length < MANY ? kind.map((one): Alike => [one]) : [kind],
  );
}
