import { describe, expect, it } from "vitest";
import type { Analysis, Operation } from "../../../shared/document";
import { previewOf } from "../../src/document/preview";
import { rename } from "../../src/document/settings";
import { usesOf } from "../../src/document/sharedOperations";
import { makeCopy } from "../../src/document/sharing";
import { acrossBorders, drawn, t } from "../fixtures/designs";

const BEFORE = {
  ...drawn({
    x: ["keras.Input", { shape: [4] }, []],
    a: ["Dense", { units: 1 }, [t("x")]],
    b: ["Dense", { units: 1 }, [t("a")]],
  }),
  positions: { main: { x: [0, 0], a: [0, 120], b: [0, 240] } as Record<string, [number, number]> },
};

describe("a change that is not made yet", () => {
  it("marks nothing where nothing changes", () => {
    const preview = previewOf(BEFORE, BEFORE);
    expect(preview.design).toEqual(BEFORE);
    expect([preview.nodes, preview.edges]).toEqual([{ main: {} }, { main: {} }]);
  });

  it("marks what is new, changed and gone, and keeps what is gone in its place", () => {
    const { b: _, ...rest } = BEFORE.main.nodes;
    const made = drawn({ c: ["Dense", { units: 3 }, [t("a")]] }).main;
    const operations = { ...BEFORE.main.operations, ...made.operations };
    operations.a = { ...operations.a, config: { units: 2 } } as (typeof operations)[string];
    const after = {
      ...BEFORE,
      main: { ...BEFORE.main, operations, nodes: { ...rest, ...made.nodes } },
      positions: { main: { x: [0, 0], a: [0, 120] } as Record<string, [number, number]> },
    };
    const preview = previewOf(BEFORE, after);
    expect(preview.nodes.main).toEqual({ a: "changed", b: "removed", c: "added" });
    expect(preview.edges.main).toEqual({ "b:/args/0": "removed", "c:/args/0": "added" });
    expect(Object.keys(preview.design.main.nodes).sort()).toEqual(["a", "b", "c", "x"]);
    expect(preview.design.positions.main?.b).toEqual([0, 240]);
  });

  it("tells a layer that is only renamed from one that is changed", () => {
    const renamed = { ...BEFORE.main.operations.b, name: "head" } as Operation;
    const operations = { ...BEFORE.main.operations, b: renamed };
    const after = { ...BEFORE, main: { ...BEFORE.main, operations } };
    expect(previewOf(BEFORE, after).nodes.main).toEqual({ b: "renamed" });
  });

  it("has the shapes of what would be, and those that what is gone had", () => {
    const node = (size: number) => ({ state: "known", outputs: [{ shape: [null, size] }] });
    const analysis = (nodes: Record<string, unknown>) =>
      ({ graphs: { main: { nodes, operations: {} } }, diagnostics: [] }) as unknown as Analysis;
    const was = analysis({ a: node(1), b: node(1) });
    const found = previewOf(BEFORE, BEFORE, was, analysis({ a: node(2) })).analysis;
    expect(found?.graphs.main?.nodes).toEqual({ a: node(2), b: node(1) });
    expect(previewOf(BEFORE, BEFORE, was, null).analysis).toBe(was);
  });

  it("marks what is new in a definition that is new", () => {
    const block = drawn({ i: ["keras.Input", { shape: [4] }, []] }).main;
    const after = { ...BEFORE, models: { block } };
    expect(previewOf(BEFORE, after).nodes.block).toEqual({ i: "added" });
    expect(previewOf(after, BEFORE).nodes.block).toEqual({ i: "removed" });
  });
});

describe("a change that shares a layer across models", () => {
  const shared = acrossBorders();
  const apart = makeCopy(shared, "main", "shared");

  it("draws it as shared, and what loses its own layer as changed", () => {
    const preview = previewOf(apart, shared);
    expect(preview.nodes.main).toEqual({ shared: "changed" });
    expect(usesOf(preview.design).get("shared")?.calls.size).toBe(2);
    const back = previewOf(shared, apart);
    expect(back.nodes.main).toEqual({ shared: "changed" });
    expect(usesOf(back.design).get("shared")?.calls.size).toBe(0);
  });

  it("marks a new name in every model", () => {
    const preview = previewOf(shared, rename(shared, "block", "shared", "encoder"));
    expect(preview.nodes).toEqual({ main: { shared: "renamed" }, block: { shared: "renamed" } });
  });
});
