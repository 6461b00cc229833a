import { describe, expect, it } from "vitest";
import { tidy } from "../../src/layout/layout";
import type { LayoutProblem } from "../../src/layout/layoutProblem";
import { boundsOf } from "../../src/layout/screen";

const ROOM = { side: 24, top: 48, bottom: 32 };

/** Two towers of two nodes under one node, and one below. */
const TOWERS = problem([
  ["top", "a1"],
  ["top", "b1"],
  ["a1", "a2"],
  ["b1", "b2"],
  ["a2", "end"],
  ["b2", "end"],
]);

function problem(pairs: [string, string][]): LayoutProblem {
  const ids = [...new Set(pairs.flat())];
  return {
    nodes: ids.map((id) => ({ id, width: 200, height: 72, ports: [] })),
    edges: pairs.map(([source, target]) => ({
      id: `${source} ${target}`,
      ...{ source, target, sourcePort: "0", targetPort: "in" },
    })),
  };
}

describe("a layout with groups", () => {
  it("has each in a rectangle of its own, in which no other node stands", async () => {
    const places = await tidy(
      TOWERS,
      [
        ["a1", "a2"],
        ["b1", "b2"],
      ],
      ROOM,
    );
    expect(Object.keys(places).sort()).toEqual(["a1", "a2", "b1", "b2", "end", "top"]);
    const box = (ids: string[]) =>
      boundsOf({ nodes: TOWERS.nodes.filter(({ id }) => ids.includes(id)) }, places);
    const [a, b] = [box(["a1", "a2"]), box(["b1", "b2"])];
    const gap = Math.max(b.left - a.right, a.left - b.right);
    expect(gap).toBeGreaterThanOrEqual(2 * ROOM.side);
    expect(a.top - box(["top"]).bottom).toBeGreaterThanOrEqual(ROOM.top);
    expect(box(["end"]).top - a.bottom).toBeGreaterThanOrEqual(ROOM.bottom);
  });

  it("has groups within groups", async () => {
    const places = await tidy(
      TOWERS,
      [
        ["a1", "a2", "b1", "b2"],
        ["a1", "a2"],
      ],
      ROOM,
    );
    expect(Object.keys(places)).toHaveLength(6);
    expect(places.a2?.[1]).toBeGreaterThan(places.a1?.[1] ?? 0);
  });

  it("gives up a group that a way leaves and enters again", async () => {
    const places = await tidy(TOWERS, [["top", "end"]], ROOM);
    expect(places).toEqual(await tidy(TOWERS));
  });
});
