// @vitest-environment jsdom
/** How much of a graph of 1,000 nodes is rendered again when one thing changes. */

import { act, cleanup, createEvent, fireEvent } from "@testing-library/react";
import { type ComponentType, Profiler } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Analysis, Design } from "../../../shared/document";
import { add } from "../../src/actions/addNodes";
import { CallNode } from "../../src/canvas/CallNode";
import { Canvas } from "../../src/canvas/Canvas";
import { TensorEdge } from "../../src/canvas/TensorEdge";
import { setConfig } from "../../src/document/settings";
import type { CanvasStore } from "../../src/store/canvasState";
import { reuse } from "../../src/view/reuse";
import { withoutResizes, withSizes } from "../fixtures/browser";
import { draw, storeWith } from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, t } from "../fixtures/designs";

const MANY = 1000;
const ROWS = 40;

/** Fewer than this many may be rendered for one change. */
const FEW = 10;

/** The ids of what React rendered, as its profiler tells. */
const rendered: string[] = [];

function profiled<Props extends { id: string }>(Part: ComponentType<Props>) {
  return function Profiled(props: Props) {
    return (
      <Profiler id={props.id} onRender={(id) => rendered.push(id)}>
        <Part {...props} />
      </Profiler>
    );
  };
}

const NODES = { call: profiled(CallNode) };
const EDGES = { tensor: profiled(TensorEdge) };

/** Three Dense layers and an Add, over and over, in columns side by side. */
function large(): Design {
  const calls: Parameters<typeof drawn>[0] = { n0: ["keras.Input", { shape: [64] }, []] };
  for (let i = 1; i < MANY; i += 1) {
    const before = t(`n${i - 1}`);
    calls[`n${i}`] =
      i % 4 === 0
        ? ["Add", {}, [[t(`n${i - 3}`), before]]]
        : ["Dense", { units: 64, activation: "relu" }, [before]];
  }
  const places = Object.keys(calls).map((id, i): [string, [number, number]] => [
    id,
    [Math.floor(i / ROWS) * 320, (i % ROWS) * 128],
  ]);
  return { ...drawn(calls), positions: { main: Object.fromEntries(places) } };
}

/** The shapes of the design as it is, as they come from Python: all of them new objects. */
function answer(store: CanvasStore, change: (analysis: Analysis) => void = () => {}): void {
  const { design, sync, analysis } = store.getState();
  const result = analysed(design);
  change(result);
  act(() => store.setState({ analysis: reuse(analysis, { rev: sync.rev, result }) }));
}

/** Wait until React Flow, which takes over what it is given in effects, has done so. */
async function settled(milliseconds = 20): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, milliseconds)));
}

/** Ids of nodes and of edges that were rendered since this was asked last. */
function counted(): { nodes: string[]; edges: string[] } {
  const ids = [...new Set(rendered.splice(0))];
  return {
    nodes: ids.filter((id) => !id.includes(":")),
    edges: ids.filter((id) => id.includes(":")),
  };
}

function opened() {
  const design = large();
  const store = storeWith(design, analysed(design));
  const { container } = draw(store, <Canvas nodeTypes={NODES} edgeTypes={EDGES} />);
  const drawnNodes = () => container.querySelectorAll(".react-flow__node").length;
  return { store, container, drawnNodes };
}

/** An event of the mouse as d3 takes it, which asks for its window; near an edge the canvas would move. */
function pointer(
  target: Element | Window,
  kind: "mouseDown" | "mouseMove" | "mouseUp",
  at: number,
) {
  const event = createEvent[kind](target, { button: 0, clientX: at, clientY: at });
  Object.defineProperty(event, "view", { value: window });
  fireEvent(target, event);
}

type Opened = ReturnType<typeof opened>;

/** Change one thing after the other, each of which concerns a node or two. */
async function changes({ store, container }: Opened, units: number): Promise<void> {
  const dense = CATALOGUE.find("keras.layers.Dense");
  if (!dense) throw new Error("no Dense");
  const few = ({ nodes, edges }: ReturnType<typeof counted>) => {
    expect(nodes.length).toBeLessThan(FEW);
    expect(edges.length).toBeLessThan(FEW);
  };
  counted();

  act(() =>
    add(store, { kind: "entry", label: "Dense", entry: dense }, { kind: "at", place: [160, 300] }),
  );
  await settled();
  answer(store);
  await settled();
  const dropped = counted();
  expect(dropped.nodes).toContain(store.getState().selection[0]);
  few(dropped);

  act(() => {
    const { edit } = store.getState();
    edit("Set units", (design) => setConfig(design, "main", "n3", "units", units, dense.schema));
  });
  answer(store, ({ graphs }) => {
    const node = graphs.main?.nodes.n3;
    if (node) node.outputs = [{ shape: [null, units], dtype: "float32" }];
  });
  await settled();
  const set = counted();
  expect(set.nodes).toEqual(["n3"]);
  few(set);

  act(() => store.getState().select(["n2"]));
  await settled();
  few(counted());

  const node = container.querySelector('[data-id="n1"]') as HTMLElement;
  fireEvent.mouseEnter(node);
  fireEvent.mouseLeave(node);
  await settled();
  expect(counted()).toEqual({ nodes: [], edges: [] });

  const shown = () => node.style.transform;
  await drag(node, [230]);
  counted();
  const before = shown();
  pointer(window, "mouseMove", 270);
  await settled();
  const moved = counted();
  expect(moved.nodes).toEqual([]);
  few(moved);
  const reached = shown();
  expect(reached).not.toBe(before);
  pointer(window, "mouseUp", 270);
  await settled();
  expect(store.getState().past.at(-1)?.label).toBe("Move 1 node");
  few(counted());
  expect(shown()).toBe(reached);

  // React has not seen the ways of a node: it draws the next one all the same.
  act(() => store.getState().undo());
  await settled();
  const start = shown();
  expect(start).not.toBe(reached);
  const steps = store.getState().past.length;
  await drag(node, [270, 210]);
  pointer(window, "mouseUp", 210);
  await settled();
  expect(shown()).toBe(start);
  expect(store.getState().past).toHaveLength(steps);
  await drag(node, [270]);
  const far = shown();
  expect(far).not.toBe(start);
  // Something else is drawn meanwhile.
  act(() => store.getState().select(["n2"]));
  await settled();
  expect(shown()).toBe(far);
  pointer(window, "mouseUp", 270);
  await settled();
  expect(shown()).toBe(far);
  act(() => store.getState().undo());
  await settled();
  expect(shown()).toBe(start);
}

/** Press a node and move it, without letting it go. */
async function drag(node: HTMLElement, ways: number[]): Promise<void> {
  pointer(node, "mouseDown", 200);
  for (const at of [210, ...ways]) {
    pointer(window, "mouseMove", at);
    await settled();
  }
}

let takeBack: () => void;

describe("a graph of 1,000 nodes", () => {
  beforeEach(() => {
    takeBack = withSizes();
    withoutResizes();
  });
  afterEach(() => {
    cleanup();
    takeBack();
  });

  it("is rendered as far as it is in view, and again only where something changes", async () => {
    const canvas = opened();
    await settled();
    expect(canvas.drawnNodes()).toBeGreaterThan(FEW);
    expect(canvas.drawnNodes()).toBeLessThan(100);
    await changes(canvas, 32);
    // With all of it in view, too.
    act(() => canvas.store.getState().requestView("all"));
    await settled(400);
    expect(canvas.drawnNodes()).toBe(MANY + 1);
    await changes(canvas, 16);
  });
});
