import { expect, it } from "vitest";
import { roomInEdge } from "../../src/document/roomInEdge";
import { drawn, frozen, t } from "../fixtures/designs";

function chain(...rows: [string, number, number][]) {
  const design = drawn({
    x: ["keras.Input", { shape: [4] }, []],
    a: ["Dense", { units: 4 }, [t("x")]],
    b: ["Dense", { units: 4 }, [t("a")]],
    aside: ["Dense", { units: 4 }, [t("x")]],
  });
  const main = Object.fromEntries(rows.map(([id, x, y]) => [id, [x, y] as [number, number]]));
  return frozen({ ...design, positions: { main } });
}

const EDGE = { source: "a", target: "b" };

it("between neighbours, what is below goes down, and the call stands in their column", () => {
  const before = chain(["x", 0, 0], ["a", 0, 128], ["b", 0, 256], ["aside", 240, 264]);
  const { design, place } = roomInEdge(before, "main", EDGE, [100, 200]);
  expect(place).toEqual([0, 256]);
  expect(design.positions.main).toEqual({ x: [0, 0], a: [0, 128], b: [0, 384], aside: [240, 392] });
});

it("in a long edge nothing moves, and the call stands beside what is there", () => {
  const before = chain(["x", 0, 0], ["a", 0, 128], ["aside", 0, 320], ["b", 0, 640]);
  const free = roomInEdge(before, "main", EDGE, [400, 480]);
  expect(free.design).toBe(before);
  expect(free.place).toEqual([400, 480]);
  const { place } = roomInEdge(before, "main", EDGE, [16, 320]);
  expect(Math.abs(place[0])).toBeGreaterThanOrEqual(224);
});

it("an edge that goes upwards, or of nodes without places, has no room made", () => {
  const up = chain(["a", 0, 128], ["b", 0, 0]);
  expect(roomInEdge(up, "main", EDGE, null).design).toBe(up);
  expect(roomInEdge(chain(), "main", EDGE, [8, 16]).place).toEqual([8, 16]);
});
