import { describe, expect, it } from "vitest";
import type { Analysis, Design } from "../../../shared/document";
import { addNode } from "../../src/document/nodes";
import { applied, type Patch } from "../../src/live/patch";
import { graphView } from "../../src/view/graphView";
import type { Subject } from "../../src/view/nodeViews";
import { analysisOf } from "../fixtures/canvas";
import { CATALOGUE, entry } from "../fixtures/catalogue";
import { acrossBorders, gallery, sameCellTwice } from "../fixtures/designs";

/** What an analysis may say of a graph. */
function analysed(design: Design, units = 32): Analysis {
  const analysis = analysisOf();
  const main = analysis.graphs.main;
  if (!main) return analysis;
  for (const id of Object.keys(design.main.nodes)) {
    const outputs = [{ shape: [null, units], dtype: "float32" }];
    main.nodes[id] = { state: "known", outputs } as never;
  }
  for (const id of Object.keys(design.main.operations)) {
    main.operations[id] = { params: 10, compute_dtype: "float32" } as never;
  }
  return analysis;
}

function subject(design: Design, analysis: Analysis | null): Subject {
  return { design, graphId: "main", catalogue: CATALOGUE, analysis };
}

const MLP = gallery("mlp");
const FIRST = analysed(MLP);

/** A step from what was shown to what is shown next. */
const STEPS: Record<string, Subject> = {
  "a setting": subject(
    applied(MLP, [{ op: "replace", path: "/main/operations/dense/config/units", value: 7 }]),
    FIRST,
  ),
  "a call more": subject(addNode(MLP, "main", entry("Dropout"), [0, 0]).design, FIRST),
  "a call less": subject(applied(MLP, [{ op: "remove", path: "/main/nodes/dense" }]), FIRST),
  "a shape": subject(MLP, patched([{ op: "replace", path: shapeOf("dense"), value: [null, 7] }])),
  "a count": subject(
    MLP,
    patched([{ op: "replace", path: "/graphs/main/operations/dense/params", value: 7 }]),
  ),
  "where a tensor is cast": subject(
    MLP,
    patched([
      { op: "replace", path: "/graphs/main/operations/dense/compute_dtype", value: "float16" },
    ]),
  ),
  "what is not used": subject(
    MLP,
    patched([{ op: "replace", path: "/graphs/main/unused", value: ["dense"] }]),
  ),
  "a problem": subject(MLP, { ...FIRST, ...analysisOf({ nodes: ["dense"], message: "No." }) }),
  "no analysis": subject(MLP, null),
  "another design": subject(sameCellTwice(), null),
};

function shapeOf(id: string): string {
  return `/graphs/main/nodes/${id}/outputs/0/shape`;
}

function patched(patch: Patch): Analysis {
  return applied(FIRST, patch);
}

describe("the view of a graph", () => {
  it.each(Object.entries(STEPS))("is as if made anew after %s", (_, next) => {
    const start = subject(MLP, FIRST);
    const before = graphView(start, null);
    const there = graphView(next, before);
    // Another view of the same calls in between.
    graphView(subject(MLP, analysed(MLP, 99)), null);
    const back = graphView({ ...start }, there);
    const fresh = (what: Subject) => graphView(structuredClone({ ...what, catalogue: null }), null);
    const bare = (view: Subject) => graphView({ ...view, catalogue: null }, null);
    expect(there).toEqual(graphView({ ...next }, null));
    expect(back).toEqual(graphView({ ...start }, null));
    expect(bare(next)).toEqual(fresh(next));
  });

  it("has a block's own name, whatever of it changed", () => {
    const design = acrossBorders();
    const [model] = Object.keys(design.models);
    const before = graphView(subject(design, null), null);
    const renamed = applied(design, [
      { op: "replace", path: `/models/${model}/name`, value: "other" },
    ]);
    const after = graphView(subject(renamed, null), before);
    expect(after.nodes.map(({ title }) => title)).toContain("other");
  });
});
