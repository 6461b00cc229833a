import { describe, expect, it } from "vitest";
import type { Design, Frame } from "../../../shared/document";
import { disconnect } from "../../src/document/connect";
import { withFrames } from "../../src/document/notes";
import {
  callsOfViews,
  collapsedFrames,
  frameAround,
  frameOfCalls,
} from "../../src/view/drawnFrames";
import { drawnPlaces, drawnView, settled, withDrawnPlaces } from "../../src/view/drawnView";
import { endAtCall } from "../../src/view/frameEnds";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, frozen, t } from "../fixtures/designs";

/** `i -> a -> (b, c) -> add -> head`, and the frame around a, b and c. */
function towers(frames: Record<string, Partial<Frame>>, placed = true): Design {
  const design = drawn({
    i: ["keras.Input", { shape: [8] }, []],
    a: ["Dense", { units: 64 }, [t("i")]],
    b: ["Dense", { units: 64 }, [t("a")]],
    c: ["Dense", { units: 64 }, [t("i")]],
    add: ["Add", {}, [[t("b"), t("c")]]],
    head: ["Dense", { units: 64 }, [t("add")]],
  });
  const whole = Object.entries(frames).map(([id, frame]): [string, Frame] => [
    id,
    { title: id, nodes: [], color: "blue", collapsed: true, ...frame },
  ]);
  const positions = {
    i: [0, 0],
    a: [-120, 128],
    b: [-120, 256],
    c: [120, 256],
    add: [0, 384],
    head: [0, 512],
  };
  const at = placed ? { main: positions } : {};
  return frozen(
    withFrames({ ...design, positions: at } as Design, "main", Object.fromEntries(whole)),
  );
}

const subject = (design: Design) => ({
  design,
  graphId: "main",
  catalogue: CATALOGUE,
  analysis: analysed(design),
});
const view = (design: Design) => drawnView(subject(design), null);
const ONE = { f: { nodes: ["a", "b", "c"] } };

describe("a collapsed frame", () => {
  it("is one node, with the tensors that cross its border as ports", () => {
    const { nodes, edges, byId } = view(towers(ONE));
    expect(nodes.map(({ id }) => id)).toEqual(["i", "frame:f", "add", "head"]);
    const frame = byId.get("frame:f");
    // The input goes to two of its calls and is one tensor.
    expect(frame?.inputs.map(({ label }) => label)).toEqual(["i"]);
    expect(frame?.outputs.map(({ id }) => id)).toEqual(["0:b", "0:c"]);
    expect(frame?.name).toBe("3 nodes");
    expect(frame?.summary).toBe("3 Dense");
    expect(frame?.params).toBe("30");
    expect(edges.map(({ id, source, target }) => [id, source, target])).toEqual([
      ["a:/args/0", "i", "frame:f"],
      ["add:/args/0/0", "frame:f", "add"],
      ["add:/args/0/1", "frame:f", "add"],
      ["head:/args/0", "add", "head"],
    ]);
    expect(edges[0]?.also).toEqual(["c:/args/0"]);
  });

  it("has a port for what its calls lack", () => {
    const design = towers(ONE);
    const cut = disconnect(design, "main", "c", "/args/0");
    const frame = view(cut).byId.get("frame:f");
    expect(frame?.inputs.map(({ label, filled }) => [label, filled])).toEqual([
      ["i", true],
      ["inputs of c", false],
    ]);
    expect(frame?.inputs[1]?.id).toBe("c:/args/0");
  });

  it("stands in the middle of what it hides, and takes it along", () => {
    const design = towers(ONE);
    expect(drawnPlaces(view(design), subject(design))["frame:f"]).toEqual([0, 192]);
    const moved = withDrawnPlaces(design, "main", { "frame:f": [80, 200], add: [8, 400] });
    expect(moved.positions.main).toMatchObject({ a: [-40, 136], b: [-40, 264], c: [200, 264] });
    expect(moved.positions.main).toMatchObject({ add: [8, 400], i: [0, 0] });
  });

  it("gives what it hides places when a graph that has none is settled", () => {
    const design = towers(ONE, false);
    const places = drawnPlaces(view(design), subject(design));
    expect(Object.keys(places).sort()).toEqual(["add", "frame:f", "head", "i"]);
    const after = settled(subject(design));
    expect(Object.keys(after.positions.main ?? {}).sort()).toEqual(
      Object.keys(design.main.nodes).sort(),
    );
    expect(drawnPlaces(view(after), subject(after))["frame:f"]).toEqual(places["frame:f"]);
  });

  it("hides the frames within it, and shows them once it is open", () => {
    const nested = { f: { nodes: ["a", "b", "c"] }, g: { nodes: ["a", "b"] } };
    expect(view(towers(nested)).nodes.map(({ id }) => id)).toEqual(["i", "frame:f", "add", "head"]);
    const open = towers({ ...nested, f: { nodes: ["a", "b", "c"], collapsed: false } });
    expect(view(open).nodes.map(({ id }) => id)).toContain("frame:g");
    expect(frameAround(open, "main", ["a"])).toBe("f");
    expect(frameAround(open, "main", ["head"])).toBeNull();
  });

  it("tells what is wrong and what is returned inside", () => {
    const design = towers({ f: { nodes: ["add", "head"] } });
    const found = analysed(design);
    const problem = {
      code: "shape-mismatch",
      severity: "error",
      message: "No.",
      nodes: ["add"],
      graph: "main",
      fix: null,
    };
    const drawn = drawnView(
      { ...subject(design), analysis: { ...found, diagnostics: [problem] } as never },
      null,
    );
    const frame = drawn.byId.get("frame:f");
    expect(frame?.problems).toHaveLength(1);
    expect(frame?.pills).toEqual([{ index: 0, label: "output" }]);
    expect(frame?.label).toContain("error: No.");
  });

  it("is nothing where its calls are gone", () => {
    const design = towers({ f: { nodes: ["gone"] } });
    expect(view(design).nodes).toHaveLength(6);
  });

  it("is the same object while nothing changes", () => {
    const design = towers(ONE);
    const one = subject(design);
    const before = drawnView(one, null);
    expect(drawnView(one, before)).toBe(before);
    const moved = subject(withDrawnPlaces(design, "main", { i: [8, 8] }));
    const after = drawnView({ ...moved, analysis: one.analysis }, before);
    expect(after.byId.get("frame:f")).toBe(before.byId.get("frame:f"));
    expect(after.edges).toBe(before.edges);
  });
});

describe("the calls behind a node", () => {
  it("are what is selected with a frame", () => {
    const design = towers(ONE);
    const frames = collapsedFrames(design, "main");
    expect(callsOfViews(frames, ["i", "frame:f"])).toEqual(["i", "a", "b", "c"]);
    expect(frameOfCalls(frames, ["c", "a", "b"])?.view).toBe("frame:f");
    expect(frameOfCalls(frames, ["a", "b"])).toBeNull();
  });

  it("are the ends of connections", () => {
    expect(endAtCall({ node: "frame:f", port: "1:b", kind: "source" })).toEqual({
      node: "b",
      port: "1",
      kind: "source",
    });
    expect(endAtCall({ node: "frame:f", port: "c:/args/0", kind: "target" })).toEqual({
      node: "c",
      port: "/args/0",
      kind: "target",
    });
    const plain = { node: "b", port: "0", kind: "source" } as const;
    expect(endAtCall(plain)).toBe(plain);
  });
});
