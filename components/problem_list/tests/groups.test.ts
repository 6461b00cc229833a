import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../shared/document";
import { groups } from "../src/groups";

function finding(severity: Diagnostic["severity"], message: string): Diagnostic {
  return { code: "code", severity, message, nodes: [], graph: "main", fix: null };
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
    expect(found[0]?.diagnostics.map((diagnostic) => diagnostic.message)).toEqual(["b", "d"]);
  });

  it("counts in words", () => {
    const found = groups([finding("error", "a"), finding("advice", "b"), finding("advice", "c")]);
    expect(found.map((group) => group.title)).toEqual(["1 error", "2 pieces of advice"]);
  });

  it("has nothing to say about nothing", () => {
    expect(groups([])).toEqual([]);
  });
});
