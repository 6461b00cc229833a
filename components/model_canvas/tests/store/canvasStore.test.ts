import { beforeEach, describe, expect, it } from "vitest";
import { type Analysis, type Design, emptyDesign } from "../../../shared/document";
import { addNode, moveNodes } from "../../src/document/nodes";
import { renameDesign } from "../../src/document/settings";
import { type CanvasStore, staleOf } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { entry } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";
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

const NOTHING: Analysis = { graphs: {}, diagnostics: [] };

describe("edit", () => {
  it("sends what it changes with the next number, and does not wait for the one before", () => {
    expect(store.getState().edit("Set dtype policy", (d) => ({ ...d, dtype_policy: "a" }))).toBe(
      true,
    );
    store.getState().edit("Set dtype policy", (design) => ({ ...design, dtype_policy: "b" }));
    const step = (value: string) => [{ op: "replace", path: "/dtype_policy", value }];
    const { epoch } = server;
    expect(server.edits).toEqual([
      { type: "edit", epoch, seq: 1, base: 1, patch: step("a") },
      { type: "edit", epoch, seq: 2, base: 1, patch: step("b") },
    ]);
  });

  it("is sent before anybody draws it", () => {
    const sent: number[] = [];
    store.subscribe(() => sent.push(server.edits.length));
    store.getState().edit("Add", dense);
    expect(sent).toEqual([1]);
  });

  it("says what it is called where it has many operations: a version may be kept before it", () => {
    store.getState().edit("Delete all", (design) => ({ ...design, dtype_policy: "a" }));
    store.getState().edit("Edit the code", () => gallery("siamese_comparator"));
    expect(server.edits.map(({ title }) => title)).toEqual([undefined, "Edit the code"]);
  });

  it("is nothing when nothing changes", () => {
    expect(store.getState().edit("Nothing", (design) => design)).toBe(false);
    expect(server.edits).toEqual([]);
    expect(store.getState().past).toEqual([]);
  });

  it("selects what it made, and forgets what it removed", () => {
    store.getState().edit("Add", dense, { select: () => ["dense"] });
    expect(store.getState().selection).toEqual(["dense"]);
    store.getState().undo();
    expect(store.getState().selection).toEqual([]);
  });

  it("joins edits of one kind in quick succession into one step", () => {
    for (const letter of ["a", "ab", "abc"]) {
      store.getState().edit("Rename", name(letter), { coalesce: "name" });
    }
    store.getState().edit("Rename", name("x"), { coalesce: "other" });
    expect(store.getState().past).toHaveLength(2);
    expect(server.edits).toHaveLength(4);
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().design.name).toBe("first");
  });

  it("that is taken over changes nothing on the page", () => {
    store.getState().edit("Add", dense, { select: () => ["dense"] });
    const before = store.getState();
    server.acknowledge();
    const { sync: _, ...after } = store.getState();
    expect({ ...before, ...after }).toEqual(before);
    expect(after.design).toBe(before.design);
    expect(store.getState().sync).toMatchObject({ rev: 2, edits: [] });
  });

  it("that is refused is taken back, and the user told why", () => {
    store.getState().edit("Rename", name("mine"));
    store.getState().edit("Add", dense);
    server.refuse("Another window has changed it.");
    expect(store.getState().design.name).toBe("first");
    expect(store.getState().design.main.nodes).toHaveProperty("dense");
    expect(store.getState().notice?.text).toMatch(/^Another window.*Not taken over: "Rename"\.$/);
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Add"]);
  });

  it("is kept while there is no connection, and sent once there is one", () => {
    store.getState().attach(null);
    store.getState().edit("Add", dense);
    expect(server.edits).toEqual([]);
    store.getState().attach(server);
    expect(server.edits.map(({ seq }) => seq)).toEqual([1]);
    store.getState().attach(null);
    store.getState().attach(server);
    expect(server.edits.map(({ seq }) => seq)).toEqual([1, 1]);
  });

  it("waits for a socket that cannot keep up", async () => {
    let busy = true;
    store.getState().attach({ send: (message) => server.send(message), isBusy: () => busy });
    store.getState().edit("Rename", name("a"));
    store.getState().edit("Rename", name("ab"));
    expect(server.edits).toEqual([]);
    busy = false;
    await new Promise((done) => setTimeout(done, 60));
    expect(server.edits).toHaveLength(1);
    expect(server.edits[0]?.patch).toContainEqual({ op: "replace", path: "/name", value: "ab" });
  });
});

describe("undo and redo", () => {
  it("go through every step and return the very same document", () => {
    const designs = [store.getState().design];
    for (let i = 0; i < 20; i += 1) {
      store.getState().edit(`Step ${i}`, i % 2 ? dense : name(`name ${i}`));
      designs.push(store.getState().design);
      if (i % 3 === 0) server.acknowledge();
    }
    for (const design of designs.slice(0, -1).reverse()) {
      store.getState().undo();
      expect(store.getState().design).toBe(design);
    }
    for (const design of designs.slice(1)) {
      store.getState().redo();
      expect(store.getState().design).toBe(design);
    }
    expect(server.edits.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it("do nothing at either end", () => {
    store.getState().undo();
    store.getState().redo();
    expect(server.edits).toEqual([]);
  });

  it("forget what was undone once something else is done", () => {
    store.getState().edit("Rename", name("a"));
    store.getState().undo();
    store.getState().edit("Rename", name("b"));
    expect(store.getState().future).toEqual([]);
  });

  it("leave what another window did since", () => {
    store.getState().edit("Rename", name("mine"));
    server.acknowledge();
    server.change([{ op: "replace", path: "/dtype_policy", value: "float16" }]);
    store.getState().undo();
    expect(store.getState().design).toMatchObject({ name: "first", dtype_policy: "float16" });
    store.getState().redo();
    expect(store.getState().design).toMatchObject({ name: "mine", dtype_policy: "float16" });
  });

  it("change nothing where another window has changed the same, and say so", () => {
    store.getState().edit("Move", (design) => moveNodes(dense(design), "main", { dense: [8, 8] }));
    store.getState().edit("Move", (design) => moveNodes(design, "main", { dense: [16, 8] }));
    server.acknowledge();
    server.change([{ op: "replace", path: "/positions/main/dense", value: [0, 80] }]);
    const { design } = store.getState();
    store.getState().undo();
    expect(store.getState().design).toBe(design);
    expect(store.getState().notice?.text).toMatch(/^"Move" is left as it is/);
  });

  it("bring back what was on the canvas before another design was opened", () => {
    store.getState().edit("Add", dense);
    const mine = store.getState().design;
    server.open(emptyDesign("opened"));
    expect(store.getState().design.name).toBe("opened");
    store.getState().undo();
    expect(store.getState().design).toBe(mine);
    expect(server.edits.at(-1)).toMatchObject({ epoch: server.epoch, seq: 2, base: 1 });
  });
});

describe("analysis", () => {
  it("is behind until that of the last edit is there", () => {
    expect(staleOf(store.getState())).toBe(true);
    server.update({ analysis: { rev: 1, whole: NOTHING } });
    expect(staleOf(store.getState())).toBe(false);
    store.getState().edit("Add", dense);
    expect(staleOf(store.getState())).toBe(true);
    server.acknowledge();
    expect(staleOf(store.getState())).toBe(true);
    server.update({ analysis: { rev: 2, patch: [] } });
    expect(staleOf(store.getState())).toBe(false);
  });

  it("keeps what is no other, so that nothing is drawn again", () => {
    server.update({ analysis: { rev: 1, whole: NOTHING } });
    const before = store.getState().analysis?.result;
    server.update({ analysis: { rev: 1, whole: structuredClone(NOTHING) } });
    server.update({ analysis: { rev: 2 } });
    expect(store.getState().analysis?.result).toBe(before);
  });

  it("whose difference does not fit is asked for as a whole", () => {
    server.update({ analysis: { rev: 1, whole: NOTHING } });
    const patch = [{ op: "remove" as const, path: "/graphs/main" }];
    server.update({ analysis: { rev: 2, patch } });
    server.update({ analysis: { rev: 3, patch: [] } });
    expect(store.getState().analysis?.rev).toBe(1);
    expect(server.said).toEqual([{ type: "again", what: "analysis" }]);
    server.update({ analysis: { rev: 3, whole: NOTHING } });
    expect(store.getState().analysis?.rev).toBe(3);
  });

  it("of the design before is not shown over another one", () => {
    server.update({ analysis: { rev: 1, whole: NOTHING } });
    server.open(emptyDesign("opened"));
    expect(store.getState().analysis).toBeNull();
  });
});

describe("source and costs", () => {
  const functional = { style: "functional", fold: true, training: false, has_training: false };
  const code = { text: "first", lines: {}, block_lines: {} };
  const settings = { batch: 1, sizes: {} };
  const costs = { graphs: {}, open: [], problems: [] };

  it("of the design before are behind another one, whatever its revision", () => {
    const source = { ...functional, rev: 7, filename: "first.py", whole: code };
    const cost = { rev: 7, settings, whole: costs };
    server.update({ analysis: { rev: 7, whole: NOTHING }, source, cost } as never);
    expect(store.getState().source?.rev).toBe(7);
    expect(store.getState().costs?.costs).not.toBeNull();
    server.open(emptyDesign("opened"));
    server.update({ analysis: { rev: 1, whole: NOTHING } });
    expect(store.getState().source).toMatchObject({ rev: 0, code });
    expect(store.getState().costs).toBeNull();
  });
});

describe("what the server does", () => {
  const rename = [{ op: "replace" as const, path: "/name", value: "opened" }];

  it("can be undone where it is this page's", () => {
    server.change(rename, { title: "Open it up" });
    expect(store.getState().design.name).toBe("opened");
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Open it up"]);
    store.getState().undo();
    expect(store.getState().design.name).toBe("first");
  });

  it("is no step of the history where it is another window's", () => {
    store.getState().edit("Add", dense);
    server.acknowledge();
    server.change(rename);
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Add"]);
    expect(store.getState().design.name).toBe("opened");
  });

  it("gets places on the canvas", () => {
    store.getState().edit("Add", dense);
    server.acknowledge();
    const { operations, nodes } = store.getState().design.main;
    server.change(
      [
        { op: "add", path: "/main/operations/two", value: { ...operations.dense, name: "two" } },
        { op: "add", path: "/main/nodes/two", value: { ...nodes.dense, operation: "two" } },
      ],
      { title: "Open it up" },
    );
    expect(store.getState().design.positions.main).toHaveProperty("two");
    expect(server.edits.at(-1)?.patch).toMatchObject([{ path: "/positions/main/two" }]);
    store.getState().undo();
    expect(store.getState().design.main.nodes).not.toHaveProperty("two");
  });

  it("leaves the step before undoable when it says what was found out of a layer", () => {
    const layer = { op: "add" as const, path: "/main/operations/own", value: { recorded: 1 } };
    server.change([layer]);
    const config = (design: Design) =>
      structuredClone(design).main.operations.own as unknown as Record<string, unknown>;
    const set = (more: object) => (design: Design) => {
      const operations = { own: { ...config(design), ...more } } as never;
      return { ...design, main: { ...design.main, operations } };
    };
    store.getState().edit("Set", set({ config: 2, recorded: 0 }));
    server.acknowledge();
    const found = { op: "replace" as const, path: "/main/operations/own/recorded", value: 2 };
    server.change([found], { silent: true });
    store.getState().undo();
    expect(config(store.getState().design)).toEqual({ recorded: 1 });
  });

  it("is not shown twice where it was closed", () => {
    const notice = { id: "1", severity: "error" as const, text: "No." };
    server.update({ status: { notice } });
    store.getState().dismissNotice();
    server.update({ status: { notice } });
    expect(store.getState().notice).toBeNull();
    server.update({ status: { notice: { ...notice, id: "2" } } });
    expect(store.getState().notice?.id).toBe("2");
    server.update({ status: { notice: null } });
    expect(store.getState().notice).toBeNull();
  });
});

describe("views and commands", () => {
  it("selects and brings into view what exists", () => {
    store.getState().edit("Add", dense);
    store.getState().focus("main", ["dense", "gone"]);
    expect(store.getState().selection).toEqual(["dense"]);
    expect(store.getState().viewRequest?.nodes).toEqual(["dense"]);
  });

  it("opens no graph that is not there", () => {
    store.getState().open("gone");
    expect(store.getState().graph).toBe("main");
  });

  it("keeps what is asked for until the server can be reached", () => {
    store.getState().command({ type: "gallery", name: "mlp" });
    store.getState().attach(null);
    store.getState().command({ type: "new" });
    store.getState().say({ type: "look", source: { style: "functional", fold: true } });
    store.getState().say({ type: "typed", id: 3, text: "x" });
    store.getState().attach(server);
    expect(server.wishes).toEqual([{ type: "gallery", name: "mlp" }, { type: "new" }]);
    expect(server.said.map(({ type }) => type)).toEqual(["command", "look", "command", "typed"]);
  });
});

describe("a file being read", () => {
  it("is told of until its design is there", () => {
    store.getState().reading("Reading a.keras");
    expect(store.getState().busy).toBe("Reading a.keras");
    server.open(emptyDesign("a"));
    expect(store.getState().busy).toBeNull();
  });

  it("that cannot be read leaves a sentence and no more", () => {
    store.getState().reading("Reading a.keras");
    store.getState().reading(null, "a.keras is damaged.");
    expect(store.getState()).toMatchObject({ busy: null, notice: { text: "a.keras is damaged." } });
    expect(server.wishes).toEqual([]);
  });

  it("takes what was said of the file before along at once", () => {
    const notice = { id: "n", severity: "error" as const, text: "a.keras is damaged." };
    server.update({ status: { notice } });
    store.getState().reading("Reading b.keras");
    expect(store.getState().notice).toBeNull();
    server.update({ status: { notice } });
    expect(store.getState().notice).toBeNull();
  });

  it("takes what was said of the design before along", () => {
    const notice = { id: "n", severity: "warning" as const, text: "About the first." };
    server.update({ status: { notice } });
    server.open(emptyDesign("a"));
    expect(store.getState().notice).toBeNull();
  });
});
