// @vitest-environment jsdom
/** The values of tensors over the drawing. */

import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { type ComponentType, Profiler } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bus } from "../../../shared/bus";
import type { CallValues, FlowSettings, TensorValues } from "../../../shared/types.gen";
import { CallNode } from "../../src/canvas/CallNode";
import { Canvas } from "../../src/canvas/Canvas";
import { TensorEdge } from "../../src/canvas/TensorEdge";
import { textOf, wordsOf } from "../../src/canvas/ValueChip";
import type { CanvasStore } from "../../src/store/canvasState";
import { withoutResizes } from "../fixtures/browser";
import { draw, storeWith } from "../fixtures/canvas";
import { analysed, drawn, t } from "../fixtures/designs";

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
const EDGES = { tensor: TensorEdge };

const SETTINGS: FlowSettings = {
  inputs: {},
  batch: 1,
  training: false,
  seed: 0,
  draw: 0,
  sample: 0,
  rate: null,
  trained: false,
};

function tensor(max: number): TensorValues {
  const picture = {
    width: 2,
    height: 1,
    tiles: 1,
    channels: 1,
    low: 0,
    high: max,
    data: btoa("\x01\xff"),
  };
  return {
    shape: [1, 2],
    dtype: "float32",
    min: 0,
    max,
    mean: 1,
    std: 1,
    zeros: 0.5,
    bad: 0,
    picture,
  };
}

function call(node: string, max: number): CallValues {
  return {
    graph: "main",
    node,
    path: [],
    name: node,
    layer: "",
    instance: 0,
    outputs: [tensor(max)],
  };
}

function look(store: CanvasStore, node: string, number: number): void {
  act(() => {
    const place = { graph: "main", node, number };
    store.getState().say({ type: "flow", settings: SETTINGS, call: place });
  });
}

function hear(store: CanvasStore, max: number): void {
  const whole = {
    calls: [call("x", max), call("y", 2 * max), call("z", 3 * max)],
    entries: [],
    batch: 1,
    training: false,
    trained: false,
    step: null,
    own: null,
  };
  const flow = { rev: 0, whole, busy: false };
  act(() => store.getState().receive({ type: "update", flow }));
}

function opened() {
  const design = drawn({
    x: ["keras.Input", { shape: [2] }, []],
    y: ["Dense", { units: 2 }, [t("x")]],
    z: ["Dense", { units: 2 }, [t("y")]],
  });
  const main: Record<string, [number, number]> = { x: [0, 0], y: [0, 120], z: [0, 240] };
  const store = storeWith({ ...design, positions: { main } }, analysed(design));
  const { container } = draw(store, <Canvas nodeTypes={NODES} edgeTypes={EDGES} />);
  return { store, container };
}

const chips = () =>
  [...document.querySelectorAll(".value-chip")].map((chip) => chip.getAttribute("title"));

beforeEach(() => {
  // jsdom lays nothing out, and draws nothing.
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  withoutResizes();
});
afterEach(cleanup);

it("shows a chip on every wire while somebody looks, and draws no node again for it", async () => {
  const { store, container } = opened();
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(chips()).toEqual([]);
  rendered.length = 0;
  look(store, "y", 1);
  hear(store, 1);
  await vi.waitFor(() => expect(chips()).toHaveLength(3));
  expect(chips()).toEqual([
    "x: (1, 2), 0 … 1, mean 1, 50% zeros",
    "y: (1, 2), 0 … 2, mean 1, 50% zeros",
    "z: (1, 2), 0 … 3, mean 1, 50% zeros",
  ]);
  expect(container.querySelectorAll(".value-current")).toHaveLength(1);
  hear(store, 2);
  expect(chips()[0]).toContain("0 … 2");
  look(store, "z", 2);
  expect(rendered).toEqual([]);
  act(() => store.getState().say({ type: "flow", settings: null, call: null }));
  expect(chips()).toEqual([]);
  expect(container.querySelectorAll(".value-current")).toHaveLength(0);
  expect(rendered).toEqual([]);
});

it("says which call was clicked, and no longer shows what cannot be worked out", async () => {
  const { store } = opened();
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  look(store, "x", 0);
  hear(store, 1);
  const asked: unknown[] = [];
  const off = bus().on("step", (place) => asked.push(place));
  fireEvent.click((await screen.findAllByTitle(/^y: /))[0] as Element);
  off();
  expect(asked).toEqual([{ graph: "main", nodes: ["y"] }]);
  act(() => store.getState().receive({ type: "update", flow: { busy: true } }));
  expect(store.getState().flow?.busy).toBe(true);
  const flow = { rev: 1, problem: "The model is not finished.", busy: false };
  act(() => store.getState().receive({ type: "update", flow }));
  expect(chips()).toEqual([]);
  expect(store.getState().flow?.problem).toBe("The model is not finished.");
});

it("shows a single number as such", () => {
  expect(textOf({ ...tensor(0.75), shape: [1, 1], min: 0.75 })).toBe("0.750");
});

it("says what is no finite number", () => {
  const lost = { ...tensor(1), min: null, max: null, mean: null, zeros: 0, bad: 1 };
  expect(wordsOf("y", lost)).toBe("y: (1, 2), 100% are no finite numbers");
});
