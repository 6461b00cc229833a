import { describe, expect, it } from "vitest";
import { browseRows, foundRows } from "../../src/palette/paletteRows";
import { CATALOGUE } from "../fixtures/catalogue";
import { OWN } from "../fixtures/customLayers";
import { gallery } from "../fixtures/designs";

const ENTRIES = Object.values(CATALOGUE.entries);
const { models } = gallery("attention_block");
const labels = (rows: { label: string }[]) => rows.map(({ label }) => label);

describe("without a search", () => {
  it("the usual beginnings stand first, then a heading for each category", () => {
    const rows = browseRows(ENTRIES, { models: {} }, "main", new Set());
    expect(labels(rows).slice(0, 4)).toEqual(["Input", "Dense", "Concatenate", "Core"]);
    expect(rows.slice(3).every(({ kind }) => kind === "heading")).toBe(true);
  });

  it("an open heading is followed by as many rows as it counts", () => {
    const rows = browseRows(ENTRIES, { models: {} }, "main", new Set(["merge"]));
    const at = rows.findIndex((row) => row.kind === "heading" && row.open);
    const heading = rows[at];
    if (heading?.kind !== "heading") throw new Error("no heading is open");
    const under = rows.slice(at + 1, at + 1 + heading.count);
    expect(under.every((row) => row.kind === "entry" && row.category === "merge")).toBe(true);
    expect(rows[at + 1 + heading.count]?.kind).toBe("heading");
  });

  it("functions stand by the module that Keras has them in", () => {
    const rows = browseRows(ENTRIES, { models: {} }, "main", new Set(["op", "op/numpy"]));
    const inner = rows.filter((row) => row.kind === "heading" && row.depth === 1);
    expect(labels(inner)).toContain("As in NumPy");
    expect(labels(rows)).toContain("ops.add");
  });

  it("a custom layer can be written, and the design's own classes stand with it", () => {
    const own = [...ENTRIES, OWN];
    expect(labels(browseRows(own, { models: {} }, "main", new Set(["custom"])))).toEqual(
      expect.arrayContaining(["Custom", "New custom layer", "LearnedScale"]),
    );
    for (const text of ["custom", "own layer", "New cus", "class"]) {
      expect(labels(foundRows(own, { models: {} }, "main", text))[0]).toBe("New custom layer");
    }
    expect(labels(foundRows(own, { models: {} }, "main", "learned"))).toEqual(["LearnedScale"]);
    expect(labels(foundRows(own, { models: {} }, "main", "dense"))).not.toContain(
      "New custom layer",
    );
  });

  it("a block is offered where it does not hold itself", () => {
    const open = new Set(["block"]);
    const name = models.self_attention_block?.name;
    expect(labels(browseRows(ENTRIES, { models }, "main", open))).toContain(name);
    expect(labels(browseRows(ENTRIES, { models }, "self_attention_block", open))).not.toContain(
      name,
    );
  });
});

describe("a search", () => {
  it("finds layers, blocks and, under a title of their own, functions", () => {
    const rows = foundRows(ENTRIES, { models }, "main", "add");
    expect(labels(rows)[0]).toBe("Add");
    expect(labels(rows)).toContain("Operations");
    expect(labels(foundRows(ENTRIES, { models }, "main", "attention"))[0]).toBe(
      models.self_attention_block?.name,
    );
  });

  it("finds nothing where nothing is called so, and no cells: they are no nodes", () => {
    expect(foundRows(ENTRIES, { models: {} }, "main", "zzzz")).toEqual([]);
    expect(labels(foundRows(ENTRIES, { models: {} }, "main", "LSTMCell"))).not.toContain(
      "LSTMCell",
    );
  });
});
