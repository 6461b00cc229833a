import { beforeEach, describe, expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import { addNode, moveNodes } from "../../src/document/nodes";
import { renameDesign } from "../../src/document/settings";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { entry } from "../fixtures/catalogue";
import { FakeServer } from "../fixtures/server";

let store: CanvasStore;

let server: FakeServer;

beforeEach(() => {
  store = createCanvasStore("k");
  server = new FakeServer(store);
  server.open(emptyDesign("first"));
});

const name = (to: string) => (design: Design) => renameDesign(design, to);

const dense = (design: Design) => addNode(design, "main", entry("Dense"), [0, 0]).design;

describe("applyFix", () => {
  it("applies a JSON patch as an edit of its own", () => {
    const patch = [{ op: "replace", path: "/dtype_policy", value: "mixed_float16" }];
    expect(store.getState().applyFix({ title: "Mix", patch })).toBe(true);
    expect(store.getState().design.dtype_policy).toBe("mixed_float16");
    expect(store.getState().past.at(-1)?.label).toBe("Mix");
  });

  it("gives a place to what it adds", () => {
    store.getState().edit("Add", dense);
    const operation = { ...store.getState().design.main.operations.dense, name: "two" };
    const node = { operation: "two", args: [{ tensor: ["dense", 0] }], kwargs: {} };
    const patch = [
      { op: "add", path: "/main/operations/two", value: operation },
      { op: "add", path: "/main/nodes/two", value: node },
    ];
    const before = store.getState().design.main.nodes.dense;
    store.getState().applyFix({ title: "Insert", patch });
    expect(store.getState().design.positions.main?.two).toEqual([0, 128]);
    expect(store.getState().design.main.nodes.dense).toBe(before);
  });

  it("changes nothing when the patch no longer fits", () => {
    const before = store.getState().design;
    const patch = [{ op: "remove", path: "/main/nodes/gone" }];
    expect(store.getState().applyFix({ title: "Share", patch })).toBe(false);
    expect(store.getState().design).toBe(before);
    expect(store.getState().announcement.text).toContain("Share");
  });
});

describe("a graph that came without places", () => {
  const bare = (): Design => {
    const two = [0, 1].reduce((design) => dense(design), emptyDesign("bare"));
    return { ...two, positions: {} };
  };

  it("stays as it is drawn when one of its nodes is moved", () => {
    server.open(bare());
    store.getState().edit("Move", (design) => moveNodes(design, "main", { dense: [800, 640] }));
    const places = store.getState().design.positions.main;
    expect(places?.dense).toEqual([800, 640]);
    expect(places?.dense_1).toBeDefined();
    store.getState().undo();
    expect(store.getState().design.positions).toEqual({});
  });

  it("stays without them in an edit that places nothing", () => {
    server.open(bare());
    store.getState().edit("Rename", name("b"));
    expect(store.getState().design.positions).toEqual({});
  });

  it("gets them from a layout without a step of the history", () => {
    server.open(bare());
    store.getState().arrange("main", { dense: [0, 0], dense_1: [240, 0] });
    expect(store.getState().design.positions.main?.dense_1).toEqual([240, 0]);
    expect(store.getState().past).toEqual([]);
    expect(server.edits.at(-1)?.patch).toMatchObject([{ path: "/positions/main" }]);
  });
});

describe("the way into blocks", () => {
  it("is remembered, and one goes back along it", () => {
    const graph = emptyDesign().main;
    const doc = { ...emptyDesign(), models: { a: graph, b: graph } };
    server.open(doc);
    const { open } = store.getState();
    const trail = () => store.getState().trail;
    open("a");
    open("b");
    expect(trail()).toEqual(["main", "a"]);
    open("a");
    expect(trail()).toEqual(["main"]);
    open("main");
    expect(trail()).toEqual([]);
  });
});
