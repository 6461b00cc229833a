import { beforeEach, describe, expect, it } from "vitest";
import { neighbour, openBlock } from "../../src/actions/lookAround";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;

function open(name: string): void {
  store = createCanvasStore("k");
  store.setState({ design: gallery(name), catalogue: CATALOGUE });
}

beforeEach(() => open("siamese_comparator"));

describe("looking around", () => {
  it("walks along the data", () => {
    expect(neighbour(store, "left", "down")).toBe("dense");
    expect(neighbour(store, "concatenate", "up")).toBe("dense_1");
    expect(neighbour(store, "left", "up")).toBeNull();
  });

  it("opens the definition of a block, and of nothing else", () => {
    open("attention_block");
    expect(openBlock(store, "sequence")).toBe(false);
    expect(openBlock(store, "self_attention_block")).toBe(true);
    expect(store.getState().graph).toBe("self_attention_block");
  });
});
