/** What a lesson points at: layers by name, or by a pattern such as `enc_*`. */

const known = new Map<string, RegExp>();

/** Whether a layer of this name is meant by any of the patterns. */
export function isTaught(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => expression(pattern).test(name));
}

function expression(pattern: string): RegExp {
  const made = known.get(pattern);
  if (made) return made;
  const text = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const regex = new RegExp(`^${text.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  known.set(pattern, regex);
  return regex;
}
