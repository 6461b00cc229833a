import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { add } from "../../src/actions/addNodes";
import {
  keepBlock,
  keepFile,
  keepSelected,
  type StoredBlock,
  storedBlocks,
} from "../../src/actions/storedBlocks";
import { tensor } from "../../src/document/argument";
import { onlyUse } from "../../src/document/storedBlock";
import type { CanvasStore } from "../../src/store/canvasState";
import { storeWith } from "../fixtures/canvas";
import { gallery, readyBlock } from "../fixtures/designs";
import { args } from "../fixtures/entries";
import { FakeServer } from "../fixtures/server";

const READY = {
  name: "conv_bn_relu",
  title: "Conv-BN-ReLU",
  summary: "A convolution.",
  paper: "Somebody: Something, 2015",
  link: "https://arxiv.org/abs/1",
  design: readyBlock("conv_bn_relu"),
};

function withBlocks(store: CanvasStore): CanvasStore {
  store.setState({
    ready: [READY],
    kept: [{ id: "k", title: "Mine", design: readyBlock("mlp") }],
  });
  return store;
}

describe("blocks outside the design", () => {
  it("are the user's own and ready ones", () => {
    const found = storedBlocks(withBlocks(storeWith(emptyDesign())).getState());
    expect(found.map(({ id, title, kept }) => [id, title, kept])).toEqual([
      ["mine/k", "Mine", "k"],
      ["ready/conv_bn_relu", "Conv-BN-ReLU", undefined],
    ]);
  });

  it("are put into the edge that they are dropped on, in one step", () => {
    const store = withBlocks(storeWith(gallery("mlp")));
    const block = storedBlocks(store.getState()).find(
      ({ kept }) => kept === undefined,
    ) as StoredBlock;
    const edge = "dense_1:/args/0";
    add(store, { kind: "stored", label: block.title, block }, { kind: "edge", edge, at: [0, 0] });
    const { design, past } = store.getState();
    expect(args(design, "conv_bn_relu")).toEqual([tensor("dense")]);
    expect(args(design, "dense_1")).toEqual([tensor("conv_bn_relu")]);
    expect(past.map(({ label }) => label)).toEqual(["Add Conv-BN-ReLU"]);
  });
});

describe("keeping a block", () => {
  it("sends its definition with one use of it", () => {
    const store = storeWith(gallery("residual_blocks"));
    const server = new FakeServer(store);
    keepBlock(store, "main", "residual_block_64");
    const [wish] = server.wishes;
    expect(wish).toMatchObject({ type: "keep_block" });
    const sent = JSON.parse(wish?.text ?? "");
    expect(onlyUse(sent)?.operation.model).toBe("residual_block_64");
    expect(wish?.name).toBe(sent.name);
  });

  it("goes for all blocks that are selected, each once", () => {
    const store = storeWith(gallery("residual_blocks"));
    const server = new FakeServer(store);
    store.getState().select(Object.keys(store.getState().design.main.nodes));
    keepSelected(store);
    expect(server.wishes.map(({ name }) => name).sort()).toEqual([
      "residual_block_32",
      "residual_block_64",
    ]);
  });

  it("takes all blocks of a file, or says that it has none", async () => {
    const store = storeWith(emptyDesign());
    const server = new FakeServer(store);
    const file = (content: string) => new File([content], "some.json");
    await keepFile(store, file(JSON.stringify(gallery("residual_blocks"))));
    expect(server.wishes).toHaveLength(2);
    for (const content of ["no JSON", "{}", JSON.stringify(gallery("mlp"))]) {
      await keepFile(store, file(content));
      expect(store.getState().notice?.text).toMatch(/^some.json has no blocks/);
    }
    expect(server.wishes).toHaveLength(2);
  });
});
