import { describe, expect, it } from "vitest";
import type { CallCost, Costs, GraphAnalysis } from "../../../shared/types.gen";
import { briefText, bytesText, lensed, totalsText } from "../../src/view/lens";

function call(changes: Partial<CallCost>): CallCost {
  const none = { flops: 0, macs: 0, params: 0, bytes: 0, memory: 0, kept: 0 };
  return { ...none, dtype: "float32", field: "", formula: "", notes: [], ...changes };
}

const COSTS: Costs = {
  graphs: {
    main: {
      calls: {
        x: call({ memory: 16 }),
        conv: call({ flops: 900, macs: 440, params: 10, bytes: 40, formula: "2 × 440" }),
        relu: call({ flops: 100, dtype: "float16", field: "3 × 3", notes: ["Not all."] }),
      },
      flops: 1000,
      macs: 440,
      memory: 2_500_000,
      kept: 0,
      fullest: "conv",
    },
  },
  open: {},
  policy: "float32",
  params: 10,
  weights: { float32: 40 },
  training: 0,
  problems: [],
};

describe("a lens", () => {
  it("shows each call's share of the graph's cost", () => {
    const seen = lensed(COSTS, "main", "flops");
    expect(seen?.get("conv")).toMatchObject({ share: 0.9, strength: 1, text: "900 · 90 %" });
    expect(seen?.get("relu")?.strength).toBeCloseTo(1 / 3);
    expect(seen?.get("x")?.text).toBe("");
  });

  it("shows a collapsed frame as what it hides costs", () => {
    const owner = new Map([
      ["conv", "frame:f"],
      ["relu", "frame:f"],
    ]);
    const seen = lensed(COSTS, "main", "flops", owner);
    expect([...(seen?.keys() ?? [])]).toEqual(["x", "frame:f"]);
    expect(seen?.get("frame:f")).toMatchObject({ share: 1, text: "1 k · 100 %" });
    expect(lensed(COSTS, "main", "dtype", owner)?.get("frame:f")?.text).toBe("several dtypes");
  });

  it("shows parameters and dtypes of what can't be counted yet, and nothing as its operations", () => {
    const facts = { weights: [], trainable_params: 30, non_trainable_params: 0, bytes: 120 };
    const told = {
      operations: {
        conv: { ...facts, calls: ["conv"], params: 10, compute_dtype: "float32" },
        late: { ...facts, calls: ["late", "again"], params: 30, compute_dtype: "float16" },
      },
      nodes: {},
    } as unknown as GraphAnalysis;
    const seen = lensed(COSTS, "main", "params", new Map(), told);
    expect(seen?.get("late")).toMatchObject({ share: 0.75, text: "30 · 75 %" });
    expect(seen?.get("again")?.text).toBe("");
    expect(seen?.get("late")?.title).toContain("not counted yet");
    expect(lensed(COSTS, "main", "dtype", new Map(), told)?.get("late")?.text).toBe("float16");
    expect(lensed(COSTS, "main", "flops", new Map(), told)?.has("late")).toBe(false);
    const nothing = { calls: {}, flops: 0, macs: 0, memory: 0, kept: 0, fullest: null };
    const said = totalsText(nothing, { ...COSTS, problems: ["`x` is of unknown size."] });
    expect(said).toEqual(["FLOPs and memory not counted yet"]);
  });

  it("tells all that is known of a call", () => {
    const title = lensed(COSTS, "main", "flops")?.get("relu")?.title;
    expect(title?.split("\n")).toEqual([
      "100 float operations, 0 multiply-adds",
      "0 B of tensors in float16",
      "sees 3 × 3 of the input",
      "Not all.",
    ]);
  });

  it("shows dtypes by colour and has no share of them", () => {
    const seen = lensed(COSTS, "main", "dtype")?.get("relu");
    expect(seen).toMatchObject({ share: 0, text: "float16", colours: true });
  });

  it("shows nothing where it is off, or nothing is known", () => {
    expect(lensed(COSTS, "main", "off")).toBeNull();
    expect(lensed(null, "main", "flops")).toBeNull();
    expect(lensed(COSTS, "block", "flops")).toBeNull();
  });
});

describe("figures", () => {
  it("have three digits and a letter", () => {
    expect(briefText(999)).toBe("999");
    expect(briefText(7_750_000_000)).toBe("7.75 G");
    expect(bytesText(12)).toBe("12 B");
    expect(bytesText(97_800_000)).toBe("97.8 MB");
  });

  it("say where they are not whole", () => {
    const graph = COSTS.graphs.main;
    if (!graph) throw new Error("no graph");
    expect(totalsText(graph, COSTS)).toEqual(["1 k FLOPs", "2.5 MB of tensors"]);
    const partial = { ...COSTS, problems: ["`own` is not known."] };
    expect(totalsText(graph, partial)[0]).toBe("at least 1 k FLOPs");
  });
});
