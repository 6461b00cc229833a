import { beforeEach, describe, expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import { addNode } from "../../src/document/nodes";
import { renameDesign } from "../../src/document/settings";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import {
  type CanvasData,
  type CommandMessage,
  type EditMessage,
  NO_CUSTOM,
} from "../../src/store/protocol";
import { entry } from "../fixtures/catalogue";

const NEW: CanvasData = {
  key: "k",
  session: "s1",
  rev: 0,
  seq: 0,
  doc: emptyDesign("first"),
  analysis: null,
  worker: { state: "ready", message: "" },
  notice: null,
  saved: null,
  busy: null,
  change: null,
  choice: null,
  custom: NO_CUSTOM,
};

let store: CanvasStore;

let edits: EditMessage[];

let commands: CommandMessage[];

beforeEach(() => {
  store = createCanvasStore("k");
  edits = [];
  commands = [];
  store.getState().attach({
    edit: (message) => edits.push(message),
    command: (message) => commands.push(message),
  });
  store.getState().receive(NEW);
});

const name = (to: string) => (design: Design) => renameDesign(design, to);

const dense = (design: Design) => addNode(design, "main", entry("Dense"), [0, 0]).design;

describe("edit", () => {
  it("sends the whole document with the next number", () => {
    expect(store.getState().edit("Rename", name("a"))).toBe(true);
    expect(edits).toEqual([{ session: "s1", rev: 0, seq: 1, doc: store.getState().design }]);
  });

  it("is nothing when nothing changes", () => {
    expect(store.getState().edit("Nothing", (design) => design)).toBe(false);
    expect(edits).toEqual([]);
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
    expect(edits.map(({ doc }) => doc.name)).toEqual(["a", "ab", "abc", "x"]);
  });
});

describe("undo and redo", () => {
  it("go through every step and return the very same document", () => {
    const designs = [store.getState().design];
    for (let i = 0; i < 20; i += 1) {
      store.getState().edit(`Step ${i}`, i % 2 ? dense : name(`name ${i}`));
      designs.push(store.getState().design);
    }
    for (const design of designs.slice(0, -1).reverse()) {
      store.getState().undo();
      expect(store.getState().design).toBe(design);
    }
    for (const design of designs.slice(1)) {
      store.getState().redo();
      expect(store.getState().design).toBe(design);
    }
    expect(edits.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it("do nothing at either end", () => {
    store.getState().undo();
    store.getState().redo();
    expect(edits).toEqual([]);
  });

  it("forget what was undone once something else is done", () => {
    store.getState().edit("Rename", name("a"));
    store.getState().undo();
    store.getState().edit("Rename", name("b"));
    expect(store.getState().future).toEqual([]);
  });

  it("bring back what was on the canvas before another design was opened", () => {
    store.getState().edit("Add", dense);
    const mine = store.getState().design;
    store.getState().receive({ ...NEW, rev: 1, doc: emptyDesign("opened") });
    expect(store.getState().design.name).toBe("opened");
    store.getState().undo();
    expect(store.getState().design).toBe(mine);
    expect(edits.at(-1)).toMatchObject({ rev: 1, seq: 1, doc: mine });
  });
});

describe("receive", () => {
  it("leaves what the user is doing alone when only the analysis changes", () => {
    store.getState().edit("Add", dense, { select: () => ["dense"] });
    const { design } = store.getState();
    const analysis = { rev: 0, seq: 1, result: { graphs: {}, diagnostics: [] } };
    store.getState().receive({ ...NEW, seq: 1, analysis });
    expect(store.getState()).toMatchObject({ design, selection: ["dense"] });
    expect(store.getState().link.analysis).toEqual(analysis);
  });

  it("keeps what equals the analysis before, so that nothing is drawn again", () => {
    const result = { graphs: {}, diagnostics: [] };
    store.getState().receive({ ...NEW, analysis: { rev: 0, seq: 0, result } });
    const before = store.getState().link.analysis;
    const copy = structuredClone(result);
    store.getState().receive({ ...NEW, analysis: { rev: 0, seq: 0, result: copy } });
    expect(store.getState().link.analysis).toBe(before);
  });

  it("hands the document to a restarted server", () => {
    store.getState().edit("Add", dense);
    store.getState().receive({ ...NEW, session: "s2", doc: emptyDesign() });
    expect(edits.at(-1)).toEqual({
      session: "s2",
      rev: 0,
      seq: 2,
      doc: store.getState().design,
      adopt: true,
    });
  });

  it("shows a closed notice no more, and a new one at once", () => {
    const notice = { id: "1", severity: "error" as const, text: "No." };
    store.getState().receive({ ...NEW, notice });
    store.getState().dismissNotice();
    store.getState().receive({ ...NEW, notice });
    expect(store.getState().notice).toBeNull();
    store.getState().receive({ ...NEW, notice: { ...notice, id: "2" } });
    expect(store.getState().notice?.id).toBe("2");
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

  it("gives every command an id of its own", () => {
    store.getState().command({ type: "gallery", name: "mlp" });
    store.getState().command({ type: "new" });
    expect(commands.map(({ type }) => type)).toEqual(["gallery", "new"]);
    expect(commands[0]?.id).not.toBe(commands[1]?.id);
  });
});

describe("what Python works out", () => {
  const change = (id: string) => ({
    id,
    title: "Open it up",
    patch: [{ op: "replace", path: "/name", value: "opened" }],
  });

  it("is made once, as an edit that can be undone", () => {
    store.getState().receive({ ...NEW, change: change("1") });
    store.getState().receive({ ...NEW, change: change("1") });
    expect(store.getState().design.name).toBe("opened");
    expect(edits).toHaveLength(1);
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Open it up"]);
    store.getState().undo();
    expect(store.getState().design.name).toBe("first");
    store.getState().receive({ ...NEW, change: change("1") });
    expect(store.getState().design.name).toBe("first");
  });

  it("is no step of the history where it was found out of the design as it is", () => {
    store.getState().edit("Rename", (design) => ({ ...design, name: "second" }));
    store.getState().undo();
    const sent = edits.length;
    store.getState().receive({ ...NEW, seq: 2, change: { ...change("s"), silent: true } });
    expect(store.getState().design.name).toBe("opened");
    expect(edits).toHaveLength(sent + 1);
    expect(store.getState().past).toEqual([]);
    store.getState().redo();
    expect(store.getState().design.name).toBe("second");
  });

  it("that is silent is dropped without a word where it no longer fits", () => {
    const other = { op: "test", path: "/name", value: "another" };
    store.getState().receive({ ...NEW, change: { ...change("t"), patch: [other], silent: true } });
    expect(store.getState().notice).toBeNull();
    expect(edits).toEqual([]);
  });

  it("is not made where the design no longer fits it, and that is said", () => {
    const other = { op: "test", path: "/name", value: "another" };
    const { patch, ...rest } = change("2");
    store.getState().receive({ ...NEW, change: { ...rest, patch: [other, ...patch] } });
    expect(store.getState().design.name).toBe("first");
    expect(store.getState().notice?.text).toMatch(/"Open it up" was not done/);
    expect(edits).toEqual([]);
  });

  it("is not made on another document than it is for", () => {
    store.getState().receive({ ...NEW, rev: 3, doc: emptyDesign("third") });
    store.getState().receive({ ...NEW, rev: 2, change: change("3") });
    expect(store.getState().design.name).toBe("third");
  });
});

describe("a file being read", () => {
  it("is told of until its design is there", () => {
    store.getState().reading("Reading a.keras");
    expect(store.getState().busy).toBe("Reading a.keras");
    store.getState().receive({ ...NEW, rev: 1, doc: emptyDesign("a") });
    expect(store.getState().busy).toBeNull();
  });

  it("that cannot be read leaves a sentence and no more", () => {
    store.getState().reading("Reading a.keras");
    store.getState().reading(null, "a.keras is damaged.");
    expect(store.getState()).toMatchObject({ busy: null, notice: { text: "a.keras is damaged." } });
    expect(commands).toEqual([]);
  });

  it("takes what was said of the file before along at once", () => {
    const notice = { id: "n", severity: "error" as const, text: "a.keras is damaged." };
    store.getState().receive({ ...NEW, notice });
    store.getState().reading("Reading b.keras");
    expect(store.getState().notice).toBeNull();
    store.getState().receive({ ...NEW, notice });
    expect(store.getState().notice).toBeNull();
  });

  it("takes what was said of the design before along", () => {
    const notice = { id: "n", severity: "warning" as const, text: "About the first." };
    store.getState().receive({ ...NEW, notice });
    store.getState().receive({ ...NEW, rev: 1, doc: emptyDesign("a") });
    expect(store.getState().notice).toBeNull();
  });
});
