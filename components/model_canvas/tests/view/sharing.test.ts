import { describe, expect, it } from "vitest";
import { MAIN } from "../../../shared/document";
import { sharingText } from "../../src/view/nodeView";
import { nodeViews } from "../../src/view/nodeViews";
import { elsewhereText, placesText, sharingOf } from "../../src/view/sharing";
import { CATALOGUE } from "../fixtures/catalogue";
import { acrossBorders, analysed, frozen, gallery, sameCellTwice } from "../fixtures/designs";

describe("a layer in a block and outside", () => {
  const design = acrossBorders();

  it("says on both sides where else it is called", () => {
    const outside = sharingOf(design, MAIN).get("shared");
    expect(outside).toEqual({
      call: 1,
      calls: 1,
      band: 0,
      elsewhere: [{ name: "block", graph: "block", nodes: ["shared"] }],
    });
    const inside = sharingOf(design, "block").get("shared");
    expect(inside).toMatchObject({ band: 0, elsewhere: [{ graph: MAIN, nodes: ["shared"] }] });
    expect(elsewhereText(outside?.elsewhere ?? [])).toBe("also in block");
    expect(elsewhereText(inside?.elsewhere ?? [])).toBe("also outside");
    expect(inside && sharingText(inside)).toEqual(["also in the main model"]);
  });

  it("is drawn so, and the block says what it shares", () => {
    const views = nodeViews({
      design,
      graphId: MAIN,
      catalogue: CATALOGUE,
      analysis: analysed(design),
    });
    const [block, shared] = ["block", "shared"].map((id) => views.find((view) => view.id === id));
    expect(block).toMatchObject({
      summary: "shares shared · block of 2 nodes",
      sharing: null,
      holds: ["shared"],
    });
    expect(shared).toMatchObject({ params: "10 shared" });
    expect(shared?.label).toContain("also in block");
  });

  it("keeps the views of what does not change", () => {
    const subject = { design, graphId: MAIN, catalogue: CATALOGUE, analysis: null };
    const moved = { ...design, positions: { main: { i: [0, 0] as [number, number] } } };
    const [before, after] = [nodeViews(subject), nodeViews({ ...subject, design: frozen(moved) })];
    expect(after.every((view, index) => view === before[index])).toBe(true);
  });
});

it("of many places the first are named", () => {
  const places = ["a", "b", "c", "d"].map((name) => ({ name, graph: name, nodes: [] }));
  const told = [1, 2, 3, 4].map((count) => placesText(places.slice(0, count)));
  expect(told).toEqual(["a", "a and b", "a, b and c", "a, b and 2 others"]);
  expect(elsewhereText(places)).toBe("also in 4 others");
});

describe("a layer that is an argument", () => {
  it("is named in what the layer says of itself", () => {
    const design = sameCellTwice();
    const views = nodeViews({ design, graphId: MAIN, catalogue: CATALOGUE, analysis: null });
    const [rnn] = views.filter(({ id }) => id === "rnn");
    expect(rnn?.summary).toBe("StackedRNNCells (cell, cell)");
  });

  it("is, called too, also in the layer that has it", () => {
    const cells = sameCellTwice();
    const nodes = {
      ...cells.main.nodes,
      step: { operation: "cell", args: [{ missing: true as const }], kwargs: {} },
    };
    const design = frozen({ ...cells, main: { ...cells.main, nodes } });
    expect(sharingOf(design, MAIN).get("step")?.elsewhere).toEqual([
      { name: "rnn", graph: MAIN, nodes: ["rnn"] },
    ]);
  });
});

it("layers that share within one graph have bands of their own", () => {
  const sharing = sharingOf(gallery("siamese_comparator"), MAIN);
  expect(new Set([...sharing.values()].map(({ elsewhere }) => elsewhere.length))).toEqual(
    new Set([0]),
  );
  expect([...sharing.values()][0]).toMatchObject({ call: 1, calls: 2, band: 0 });
});
