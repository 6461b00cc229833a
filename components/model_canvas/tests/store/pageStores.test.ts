// @vitest-environment jsdom
import { expect, it } from "vitest";
import { bus } from "../../../shared/bus";
import { canvasStore } from "../../src/store/pageStores";
import { gallery } from "../fixtures/designs";

it("a key has one store, which hears and tells the other components of the page", () => {
  const store = canvasStore("one");
  expect(canvasStore("one")).toBe(store);
  store.setState({ design: gallery("siamese_comparator") });
  bus().emit("focus", { graph: "main", nodes: ["left"] });
  expect(store.getState().selection).toEqual(["left"]);
  expect(bus().last("selection")).toEqual({ graph: "main", nodes: ["left"] });
  bus().emit("fix", {
    title: "Rename",
    patch: [{ op: "replace", path: "/name", value: "renamed" }],
  });
  expect(store.getState().design.name).toBe("renamed");
  expect(bus().last("drawn")).toEqual({ rev: 0, seq: 1 });
});

it("a preview goes as soon as the design is another one", () => {
  const store = canvasStore("three");
  bus().emit("preview", { title: "Edit the code", patch: [], analysis: null });
  expect(store.getState().preview).not.toBeNull();
  store.getState().edit("Rename", (design) => ({ ...design, name: "other" }));
  expect(store.getState().preview).toBeNull();
});
