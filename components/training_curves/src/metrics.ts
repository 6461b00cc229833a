/** Which curves belong into one chart: training and validation of one metric of one head. */

import { RATE } from "./runLog";

const VALIDATION = "val_";

export interface Metric {
  /** Its log name in training; validation has `val_` before it. */
  name: string;
  /** Empty for the whole model. */
  head: string;
  /** The name without the head. */
  metric: string;
}

/**
 * The metrics of log names: the loss first, then head by head, the learning rate last.
 *
 * @param names As Keras writes them.
 * @param heads Of the model, which Keras puts before a metric where there are several.
 */
export function metricsOf(names: Iterable<string>, heads: readonly string[]): Metric[] {
  const found = new Map<string, Metric>();
  // The longest first: `digit` and `digit_two` may both be heads.
  const longest = [...heads].sort((one, other) => other.length - one.length);
  for (const each of names) {
    const name = each.startsWith(VALIDATION) ? each.slice(VALIDATION.length) : each;
    const head = longest.find((one) => name.startsWith(`${one}_`)) ?? "";
    found.set(name, { name, head, metric: head ? name.slice(head.length + 1) : name });
  }
  const rank = ({ name, head, metric }: Metric): [number, number] => [
    name === RATE ? heads.length + 1 : head ? heads.indexOf(head) : -1,
    metric === "loss" ? 0 : 1,
  ];
  return [...found.values()]
    .map((metric) => ({ metric, rank: rank(metric) }))
    .sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1])
    .map(({ metric }) => metric);
}

/** The log name of a metric in validation. */
export function validationOf(name: string): string {
  return VALIDATION + name;
}
