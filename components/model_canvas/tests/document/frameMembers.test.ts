import { describe, expect, it } from "vitest";
import { type Box, dropped, FRAME, frameBox, frameBoxes } from "../../src/document/frameMembers";
import { framesOf, withFrame } from "../../src/document/notes";
import { gallery } from "../fixtures/designs";

const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 50 });

const plain = gallery("mlp");
const [a = "", b = "", c = ""] = Object.keys(plain.main.nodes);
const design = withFrame(plain, "main", "f", { title: "", nodes: [a, b], color: "blue" });

const members = (moved: string[], at: Record<string, Box>) =>
  framesOf(dropped(design, "main", moved, new Map(Object.entries(at))), "main").f?.nodes;

describe("a frame", () => {
  it("lies around its nodes, with room for its title", () => {
    const boxes = new Map([
      [a, box(0, 0)],
      [b, box(200, 100)],
    ]);
    expect(frameBox([a, b, "gone"], boxes)).toEqual({
      x: -FRAME.side,
      y: -FRAME.top,
      width: 300 + 2 * FRAME.side,
      height: 150 + FRAME.top + FRAME.bottom,
    });
    expect(frameBox(["gone"], boxes)).toBeNull();
  });

  it("takes what is dropped in it", () => {
    expect(members([c], { [a]: box(0, 0), [b]: box(0, 200), [c]: box(10, 100) })).toEqual([
      a,
      b,
      c,
    ]);
    expect(members([c], { [a]: box(0, 0), [b]: box(0, 200), [c]: box(400, 100) })).toEqual([a, b]);
  });

  it("grows with a node that is moved a little, and loses one that is moved away", () => {
    expect(members([b], { [a]: box(0, 0), [b]: box(0, 120) })).toEqual([a, b]);
    expect(members([b], { [a]: box(0, 0), [b]: box(0, 600) })).toEqual([a]);
  });

  it("keeps its nodes where all of them are moved", () => {
    expect(members([a, b], { [a]: box(900, 0), [b]: box(0, 900) })).toEqual([a, b]);
  });
});

describe("frames within frames", () => {
  it("have room for the title of each", () => {
    const boxes = new Map([["a", { x: 0, y: 0, width: 200, height: 72 }]]);
    const more = new Map([...boxes, ["b", { x: 0, y: 200, width: 200, height: 72 }]]);
    const found = frameBoxes(
      new Map([
        ["inner", ["a"]],
        ["outer", ["a", "b"]],
      ]),
      more,
    );
    const [inner, outer] = [found.get("inner"), found.get("outer")];
    if (!inner || !outer) throw new Error("no box");
    expect(outer.y).toBeLessThan(inner.y - 30);
    expect(outer.x).toBeLessThan(inner.x);
    expect(outer.y + outer.height).toBe(200 + 72 + 32);
  });
});
