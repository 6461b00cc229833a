import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../shared/document";
import { groups } from "../src/severityGroups";

function finding(
  severity: Diagnostic["severity"],
  message: string,
  alike = message,
  code: Diagnostic["code"] = "not-followed",
): Diagnostic {
  return {
    code,
    severity,
    message,
    nodes: [],
    graph: "main",
    fix: null,
    line: null,
    reason: message,
    alike,
    category: "left-out",
  };
}

function messages(kinds: readonly Diagnostic[][] = []): string[][] {
  return kinds.map((kind) => kind.map(({ message }) => message));
}

describe("groups", () => {
  it("puts errors before warnings before advice and keeps the order within each", () => {
    const found = groups([
      finding("advice", "a"),
      finding("error", "b"),
      finding("warning", "c"),
      finding("error", "d"),
    ]);
    expect(found.map((group) => group.severity)).toEqual(["error", "warning", "advice"]);
    expect(messages(found[0]?.kinds)).toEqual([["b"], ["d"]]);
  });

  it("counts in words", () => {
    const found = groups([finding("error", "a"), finding("advice", "b"), finding("advice", "c")]);
    expect(found.map((group) => group.title)).toEqual(["1 error", "2 pieces of advice"]);
  });

  it("puts many that say the same together, and leaves a few as they are", () => {
    const lines = [1, 22, 3, 4].map((line) => `Line ${line}: what \`d_${line}\` is given is open`);
    const found = groups([
      finding("warning", "a `b`", "a"),
      ...lines.map((line) => finding("warning", line, "a call")),
      finding("warning", "a `c`", "a"),
    ]);
    expect(messages(found[0]?.kinds)).toEqual([["a `b`"], ["a `c`"], lines]);
    expect(found[0]?.title).toBe("6 warnings");
  });

  it("keeps apart what findings of several codes say", () => {
    const codes = ["cycle", "no-input", "no-output", "unused-node"] as const;
    const found = groups(codes.map((code) => finding("error", `${code}.`, "", code)));
    expect(found[0]?.kinds).toHaveLength(4);
  });

  it("has nothing to say about nothing", () => {
    expect(groups([])).toEqual([]);
  });
});
