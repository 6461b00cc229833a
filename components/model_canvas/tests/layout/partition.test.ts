import { describe, expect, it } from "vitest";
import type { LayoutProblem } from "../../src/layout/layoutProblem";
import { parts, pieces, TIE } from "../../src/layout/partition";

function problem(ids: string, ...edges: string[]): LayoutProblem {
  return {
    nodes: [...ids].map((id) => ({ id, width: 208, height: 72, ports: [] })),
    edges: edges.map((edge) => {
      const [source = "", target = ""] = edge;
      return { id: edge, source, sourcePort: "0", target, targetPort: "/args/0" };
    }),
  };
}

const ids = ({ nodes }: LayoutProblem) => nodes.map(({ id }) => id).join("");

describe("pieces", () => {
  it("are what is connected, in the order of their first nodes", () => {
    const found = pieces(problem("abcde", "ad", "be"));
    expect(found.map(ids)).toEqual(["ad", "be", "c"]);
    expect(found.map(({ edges }) => edges.map(({ id }) => id))).toEqual([["ad"], ["be"], []]);
  });

  it("hold together however long a chain is", () => {
    const letters = Array.from({ length: 5000 }, (_, i) => String.fromCharCode(0x4e00 + i));
    const edges = letters.slice(1).map((id, i) => `${letters[i]}${id}`);
    expect(pieces(problem(letters.join(""), ...edges))).toHaveLength(1);
  });
});

describe("parts", () => {
  it("end and begin at each node that all ways pass", () => {
    const found = parts(problem("abcdef", "ab", "ac", "bd", "cd", "de", "ef"));
    expect(found.map(ids)).toEqual(["abcd", "de", "ef"]);
    expect(found.map(({ entry, exit }) => [entry, exit])).toEqual([
      ["a", "d"],
      ["d", "e"],
      ["e", "f"],
    ]);
  });

  it("have no entry where several nodes begin, and no exit where several end", () => {
    const [part, ...others] = parts(problem("abcd", "ac", "bc", "ad"));
    expect(others).toEqual([]);
    expect(part).toMatchObject({ entry: null, exit: null });
  });

  it("hold a dead end above the exit by an edge that is not drawn", () => {
    const [part] = parts(problem("abcd", "ab", "ac", "cd"));
    const ties = part?.edges.filter(({ sourcePort }) => sourcePort === TIE);
    expect(part).toMatchObject({ entry: "a", exit: "c" });
    expect(ties).toMatchObject([{ source: "b", target: "c", targetPort: TIE }]);
  });
});
