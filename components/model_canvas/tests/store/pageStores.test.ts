// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { bus } from "../../../shared/bus";
import { emptyDesign } from "../../../shared/document";
import { canvasStore } from "../../src/store/pageStores";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

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
});

it("a panel that is on the page before the first canvas is heard", async () => {
  vi.resetModules();
  const fresh = await import("../../src/store/pageStores");
  const settings = {
    inputs: {},
    batch: 1,
    training: false,
    seed: 0,
    draw: 0,
    sample: 0,
    rate: null,
    trained: false,
  };
  bus().emit("values", { settings, call: null });
  const store = fresh.canvasStore("first");
  const server = new FakeServer(store);
  server.open(emptyDesign());
  expect(server.said).toContainEqual({ type: "flow", settings, call: null });
  expect(store.getState().flow?.busy).toBe(true);
  bus().emit("values", { settings: null, call: null });
  expect(store.getState().flow).toBeNull();
});

it("a page is told what was found once it is drawn", async () => {
  const store = canvasStore("two");
  const server = new FakeServer(store);
  server.open(emptyDesign());
  expect(bus().last("draft")).toBe(server.draft);
  expect(bus().last("analysis")).toMatchObject({ rev: 0, stale: true });
  server.update({ analysis: { rev: 1, whole: { graphs: {}, diagnostics: [] } } });
  expect(bus().last("analysis")).toMatchObject({ rev: 1, stale: false });
  const { draft } = server;
  await vi.waitFor(() => {
    expect(bus().last("state")).toEqual({ draft, rev: 1, analysed: 1, shown: 1 });
  });
});

it("source goes to who looks at it, and what is typed to the server", () => {
  const store = canvasStore("four");
  const server = new FakeServer(store);
  server.open(emptyDesign());
  server.update({ analysis: { rev: 1, whole: { graphs: {}, diagnostics: [] } } });
  const settings = { style: "functional", fold: true };
  server.said.length = 0; // Another panel may have looked before.
  bus().emit("look", settings);
  bus().emit("typed", { id: 7, text: "x" });
  expect(server.said.slice(-2)).toEqual([
    { type: "look", source: settings },
    { type: "typed", id: 7, text: "x" },
  ]);
  const whole = { text: "a\nb\nc", lines: { one: [[1, 1]], two: [[3, 3]] }, block_lines: {} };
  const told = { rev: 1, ...settings, training: false, filename: "m.py", has_training: false };
  server.update({ source: { ...told, whole: whole as never } });
  const patch = { start: 2, gone: 1, come: ["b", "b"], places: [] };
  server.update({ source: { ...told, rev: 2, patch } });
  expect(bus().last("source")).toMatchObject({
    rev: 2,
    code: { text: "a\nb\nb\nc", lines: { one: [[1, 1]], two: [[4, 4]] } },
  });
  const reading = { id: 7, rev: 1, patch: [], added: 0, removed: 0, changed: 0, renamed: 0 };
  const analysis = [{ op: "add" as const, path: "/diagnostics/-", value: "x" }];
  server.update({ reading: { ...reading, analysis, notes: [] } });
  expect(bus().last("reading")).toMatchObject({ id: 7, analysis: { diagnostics: ["x"] } });
});

it("a preview goes as soon as the design is another one", () => {
  const store = canvasStore("three");
  bus().emit("preview", { title: "Edit the code", patch: [], analysis: null });
  expect(store.getState().preview).not.toBeNull();
  store.getState().edit("Rename", (design) => ({ ...design, name: "other" }));
  expect(store.getState().preview).toBeNull();
});

it("the page's style hears that the server is away", () => {
  const store = canvasStore("five");
  const page = document.documentElement;
  store.setState({ offline: true });
  expect(page.hasAttribute("data-offline")).toBe(true);
  store.setState({ offline: false });
  expect(page.hasAttribute("data-offline")).toBe(false);
});
