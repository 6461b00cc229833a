import { beforeEach, expect, it } from "vitest";
import { addFromPalette } from "../../src/actions/addFromPalette";
import type { CanvasStore } from "../../src/store/canvasState";
import { edgeId } from "../../src/view/edgeViews";
import { storeWith } from "../fixtures/canvas";
import { entry } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

let store: CanvasStore;
const args = (id: string) => store.getState().design.main.nodes[id]?.args;
const dropout = { kind: "entry", label: "Dropout", entry: entry("Dropout") } as const;

beforeEach(() => {
  store = storeWith(
    drawn({ x: ["keras.Input", { shape: [4] }, []], dense: ["Dense", { units: 2 }, [t("x")]] }),
  );
});

it("a layer follows what is selected, and is selected, brought into view and announced", () => {
  store.getState().select(["x"]);
  addFromPalette(store, dropout);
  expect(args("dropout")).toEqual([t("x")]);
  expect(store.getState()).toMatchObject({
    selection: ["dropout"],
    viewRequest: { nodes: ["dropout"] },
    announcement: { text: "Dropout added." },
  });
  expect(store.getState().past.map(({ label }) => label)).toEqual(["Add Dropout"]);
});

it("a layer goes into the edge that alone is selected", () => {
  store.getState().select([], [edgeId({ target: "dense", pointer: "/args/0" })]);
  addFromPalette(store, dropout);
  expect(args("dropout")).toEqual([t("x")]);
  expect(args("dense")).toEqual([t("dropout")]);
});

it("a block that is not there adds nothing and asks for no view", () => {
  addFromPalette(store, { kind: "block", label: "gone", model: "gone" });
  expect(store.getState()).toMatchObject({ past: [], viewRequest: null });
});
