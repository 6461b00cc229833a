import { beforeEach, expect, it } from "vitest";
import { drawSource, openApplication, openUp } from "../../src/actions/askPython";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

let store: CanvasStore;
let server: FakeServer;

beforeEach(() => {
  store = createCanvasStore("k");
  server = new FakeServer(store);
});

it("source is sent, and said to be read meanwhile", () => {
  drawSource(store, "model = keras.Sequential()");
  expect(store.getState().busy).toBe("Reading the pasted code");
  const text = "model = keras.Sequential()";
  expect(server.wishes).toEqual([{ type: "source", name: "the pasted code", text }]);
});

it("an application is asked for by its name", () => {
  openApplication(store, "ResNet50");
  expect(server.wishes).toEqual([{ type: "application", name: "ResNet50" }]);
});

it("what is opened up is named by graph and operation; a node that is gone asks for nothing", () => {
  store.setState({ design: gallery("siamese_comparator") });
  openUp(store, "dense_1");
  openUp(store, "gone");
  const { operation } = store.getState().design.main.nodes.dense_1 ?? {};
  expect(server.wishes).toEqual([{ type: "open_up", graph: "main", operation }]);
});
