import { expect, test } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { moveNodes } from "../../src/document/nodes";
import { createCanvasStore } from "../../src/store/canvasStore";
import { isRedrawn } from "../../src/store/redrawn";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

test("a solution that is put in the place of an answer is shown whole; one more layer is not", () => {
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
  const [first = ""] = Object.keys(main.nodes);
  const moved = [{ op: "add" as const, path: `/positions/main/${first}`, value: [800, 8] }];
  server.change(moved, { title: "Edit the code" });
  // Another window draws: nobody's view jumps for it.
  server.change(whole.map((step) => ({ ...step, value: step.path === "/main" ? main : {} })));
  expect(asked()).toBe(shown);
});

test("what has the same calls elsewhere is another drawing, too", () => {
  const design = gallery("mlp");
  const places = Object.keys(design.main.nodes).map((id, at) => [id, [4_000, at * 80]] as const);
  const moved = moveNodes(design, "main", Object.fromEntries(places) as never);
  expect(isRedrawn(design, moved, "main")).toBe(true);
  expect(isRedrawn(design, design, "main")).toBe(false);
  expect(isRedrawn(design, emptyDesign(), "main")).toBe(false);
});
