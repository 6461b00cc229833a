// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Analysis } from "../../../shared/document";
import { createNodes } from "../../src/actions/createNodes";
import { addNode } from "../../src/document/nodes";
import { Inspector } from "../../src/inspector/Inspector";
import type { CanvasStore } from "../../src/store/canvasState";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { entry } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

afterEach(cleanup);

let store: CanvasStore;
let server: FakeServer;

/** An analysis that knows a node. */
function of(node: string): Analysis {
  const analysis = analysisOf();
  const main = analysis.graphs.main;
  if (main) main.nodes[node] = { state: "known", outputs: [] } as never;
  return analysis;
}

beforeEach(() => {
  store = storeWith(gallery("mlp"));
  server = new FakeServer(store);
  server.open(gallery("mlp"));
  server.update({ analysis: { rev: 1, whole: of("dense") } });
  draw(store, <Inspector />);
  act(() => {
    createNodes(store, "Add", (design, graph) => addNode(design, graph, entry("Dropout"), [0, 0]));
  });
});

const form = () => screen.queryByLabelText(/^rate/);

describe("the forms of a node that has just come to be", () => {
  it("wait for its shapes, and its head does not", async () => {
    expect(screen.getByLabelText("Name")).toBeTruthy();
    expect(form()).toBeNull();
    server.acknowledge();
    const [made] = store.getState().selection;
    act(() => server.update({ analysis: { rev: 2, whole: of(made ?? "") } }));
    expect(form()).toBeNull();
    expect(await screen.findByLabelText(/^rate/)).toBeTruthy();
  });

  it("come at once with a key", () => {
    fireEvent.keyDown(document.body, { key: "i" });
    expect(form()).not.toBeNull();
  });

  it("do not wait long", async () => {
    expect(await screen.findByLabelText(/^rate/)).toBeTruthy();
  });

  it("are there when it is looked at later", () => {
    const [made] = store.getState().selection;
    server.acknowledge();
    act(() => server.update({ analysis: { rev: 2, whole: of(made ?? "") } }));
    act(() => store.getState().select(["dense"]));
    expect(screen.getByLabelText(/^units/)).toBeTruthy();
    act(() => store.getState().select([made ?? ""]));
    expect(form()).not.toBeNull();
  });
});
