import { describe, expect, it } from "vitest";
import { type StoredBlock, storedBlocks } from "../../src/actions/storedBlocks";
import { browseRows, foundRows } from "../../src/palette/paletteRows";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery, readyBlock } from "../fixtures/designs";

const ENTRIES = Object.values(CATALOGUE.entries);

const BLOCKS: StoredBlock[] = storedBlocks({
  kept: [{ id: "k", title: "My stage", design: readyBlock("mlp") }],
  ready: ["residual_block", "unet_up"].map((name) => ({
    name,
    title: name.replace("_", " "),
    summary: "Learns what to add to its input.",
    paper: "He: Residual learning, 2015",
    link: "",
    design: readyBlock(name),
  })),
});

const labels = (rows: { label: string }[]) => rows.map(({ label }) => label);

describe("blocks in the palette", () => {
  it("stand under one heading: the design's, one's own, ready ones", () => {
    const open = new Set(["block", "block/mine", "block/ready"]);
    const rows = labels(browseRows(ENTRIES, gallery("residual_blocks"), "main", open, BLOCKS));
    const at = rows.indexOf("Blocks");
    expect(rows.slice(at, at + 9)).toEqual([
      "Blocks",
      "residual_block_32",
      "residual_block_64",
      "My blocks",
      "My stage",
      "Add from a file…",
      "Ready blocks",
      "residual block",
      "unet up",
    ]);
  });

  it("are found by name, by what they do and by their paper", () => {
    const found = (text: string) =>
      labels(foundRows(ENTRIES, gallery("mlp"), "main", text, BLOCKS));
    expect(found("unet")[0]).toBe("unet up");
    expect(found("stage")).toContain("My stage");
    expect(found("he 2015")).toEqual(expect.arrayContaining(["residual block", "unet up"]));
    expect(found("residual block")[0]).toBe("residual block");
  });

  it("come after layers of the name that is searched for", () => {
    const found = labels(foundRows(ENTRIES, gallery("mlp"), "main", "add", BLOCKS));
    expect(found.indexOf("Add")).toBeLessThan(found.indexOf("residual block"));
  });
});
