import { beforeEach, expect, it } from "vitest";
import { drawSource, openApplication, openUp } from "../../src/actions/askPython";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import type { CommandMessage } from "../../src/store/protocol";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;
let asked: CommandMessage[];

beforeEach(() => {
  store = createCanvasStore("k");
  asked = [];
  store.getState().attach({ edit: () => {}, command: (message) => asked.push(message) });
});

it("source is sent, and said to be read meanwhile", () => {
  drawSource(store, "model = keras.Sequential()");
  expect(store.getState().busy).toBe("Reading the pasted code");
  const text = "model = keras.Sequential()";
  expect(asked).toMatchObject([{ type: "source", name: "the pasted code", text }]);
});

it("an application is asked for by its name", () => {
  openApplication(store, "ResNet50");
  expect(asked).toMatchObject([{ type: "application", name: "ResNet50" }]);
});

it("what is opened up is named by graph and operation; a node that is gone asks for nothing", () => {
  store.setState({ design: gallery("siamese_comparator") });
  openUp(store, "dense_1");
  openUp(store, "gone");
  const { operation } = store.getState().design.main.nodes.dense_1 ?? {};
  expect(asked).toMatchObject([{ type: "open_up", graph: "main", operation }]);
});
