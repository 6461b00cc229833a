import { expect, test } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { moveNodes } from "../../src/document/nodes";
import { createCanvasStore } from "../../src/store/canvasStore";
import { isRedrawn } from "../../src/store/redrawn";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

test("a solution that is put in the place of an answer is shown whole; another name is not", () => {
  const store = createCanvasStore("redrawn");
  const server = new FakeServer(store);
  server.open(emptyDesign());
  const asked = () => store.getState().viewRequest;
  const before = asked();
  const { main, positions } = gallery("mlp");
  const whole = [
    { op: "replace" as const, path: "/main", value: main },
    { op: "replace" as const, path: "/positions", value: positions },
  ];
  server.change(whole, { title: "Show the solution" });
  expect(asked()).toMatchObject({ nodes: "overview" });
  expect(asked()?.id).not.toBe(before?.id);
  const shown = asked();
  server.change([{ op: "replace", path: "/name", value: "net" }], { title: "Edit the code" });
  // Another window draws: nobody's view jumps for it.
  server.change(whole.map((step) => ({ ...step, value: step.path === "/main" ? main : {} })));
  expect(asked()).toBe(shown);
});

test("undoing and redoing what the server has put there shows the drawing whole, too", () => {
  const store = createCanvasStore("whole");
  const server = new FakeServer(store);
  server.open(emptyDesign());
  const asked = () => store.getState().viewRequest?.id;
  const { main, positions } = gallery("mlp");
  store.getState().edit("Rename", (design) => ({ ...design, name: "mine" }));
  server.change(
    [
      { op: "replace", path: "/main", value: main },
      { op: "replace", path: "/positions", value: positions },
    ],
    { title: "Show the solution" },
  );
  const seen = [asked()];
  for (const turn of ["undo", "redo", "undo"] as const) {
    store.getState()[turn]();
    expect(store.getState().viewRequest?.nodes).toBe("overview");
    expect(seen).not.toContain(asked());
    seen.push(asked());
  }
  // Of a step of one's own the view stays.
  store.getState().undo();
  expect(store.getState().design.name).not.toBe("mine");
  expect(seen.at(-1)).toBe(asked());
});

test("one call more, one less or elsewhere is another drawing; its settings are not", () => {
  const design = gallery("mlp");
  const [first = "", ...rest] = Object.keys(design.main.nodes);
  const moved = moveNodes(design, "main", { [first]: [4_000, 80] });
  const { [first]: _, ...nodes } = design.main.nodes;
  const less = { ...design, main: { ...design.main, nodes } };
  expect(rest).not.toHaveLength(0);
  expect(isRedrawn(design, moved, "main")).toBe(true);
  expect(isRedrawn(design, less, "main") && isRedrawn(less, design, "main")).toBe(true);
  expect(isRedrawn(design, { ...design, dtype_policy: "float16" }, "main")).toBe(false);
});
