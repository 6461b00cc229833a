// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bus, type FlowView, type Topics } from "../../shared/bus";
import type { CallDetail, CallValues, FlowOwn, TensorDetail } from "../../shared/types.gen";
import { ValuesPanel } from "../src/ValuesPanel";
import { lookAt, want } from "../src/wanted";

const TENSOR: TensorDetail = {
  shape: [1, 2],
  dtype: "float32",
  min: -1,
  max: 2,
  mean: 0.5,
  std: 1.5,
  zeros: 0,
  bad: 0,
  picture: { width: 2, height: 1, tiles: 1, channels: 1, low: -1, high: 2, data: btoa("\x01\xff") },
  histogram: { low: -1, high: 2, counts: [1, 0, 1] },
  values: [-1, 2],
};

function call(node: string, layer = ""): CallValues {
  return { graph: "main", node, path: [], name: node, layer, instance: 0, outputs: [TENSOR] };
}

const A = { graph: "main", node: "a", number: 1 };
const B = { graph: "main", node: "b", number: 2 };

const DETAIL: CallDetail = {
  place: A,
  outputs: [TENSOR],
  layer: {
    name: "a",
    calls: [A, B],
    weights: [
      {
        path: "kernel",
        digest: "12345678",
        trainable: true,
        before: TENSOR,
        after: null,
        moved: {
          after: TENSOR,
          change: TENSOR,
          norm: 0.25,
          parts: [
            { graph: "main", node: "a", norm: 1, picture: TENSOR },
            { graph: "main", node: "b", norm: 2, picture: TENSOR },
          ],
        },
      },
    ],
  },
};

const OWN: FlowOwn = {
  name: "iris",
  samples: 120,
  rate: 0.03,
  optimizer: "SGD",
  targets: { kind: "2" },
  problem: "",
};

const MADE_UP = {
  heads: [{ name: "b", what: "mean squared error", loss: 0.5, weight: 1 }],
  target: "made-up targets: `x` is not given its own data",
  own: false,
};

const VIEW: FlowView = {
  rev: 1,
  values: {
    calls: [call("x"), call("a", "0"), call("b", "0")],
    entries: [
      { node: "x", name: "x", shape: [1, 2], dtype: "float32", most: null, sample: "", own: true },
    ],
    batch: 1,
    training: false,
    trained: false,
    step: { loss: 0.5, after: 0.25, rate: 0.1, what: "mean squared error", norm: 1, ...MADE_UP },
    own: OWN,
  },
  detail: DETAIL,
  problem: "",
  busy: false,
};

const asked: Topics["values"][] = [];
let off = () => {};

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  bus().emit("selection", { graph: "main", nodes: [] });
  bus().emit("flow", VIEW);
  lookAt(null);
  want({ inputs: {}, training: false, batch: 1, rate: null, sample: 0 });
  asked.length = 0;
  off = bus().on("values", (wanted) => asked.push(wanted));
});
afterEach(() => {
  off();
  cleanup();
});

const last = () => asked.at(-1);
const pause = () => act(() => new Promise((resolve) => setTimeout(resolve, 80)));

it("asks while it is looked at, from the first call on, and no longer when it goes", async () => {
  const { unmount } = render(<ValuesPanel trained={false} />);
  await pause();
  expect(last()?.call).toEqual({ graph: "main", node: "x", number: 0 });
  expect(last()?.settings?.training).toBe(false);
  unmount();
  expect(last()).toEqual({ settings: null, call: null });
});

it("steps call by call, and follows what is selected and clicked on the canvas", async () => {
  render(<ValuesPanel trained={false} />);
  await pause();
  await userEvent.click(screen.getByRole("button", { name: "The next call" }));
  await pause();
  expect(last()?.call).toEqual(A);
  expect(screen.getByText("2 of 3")).toBeTruthy();
  act(() => bus().emit("step", { graph: "main", nodes: ["b"] }));
  await pause();
  expect(last()?.call).toEqual(B);
  act(() => bus().emit("selection", { graph: "main", nodes: ["x"] }));
  await pause();
  expect(last()?.call?.node).toBe("x");
});

it("shows that both calls use one kernel, which is moved once by the sum of their gradients", async () => {
  render(<ValuesPanel trained={false} />);
  expect(screen.getByText(/2 calls, one kernel/)).toBeTruthy();
  expect(screen.getByText("#12345678")).toBeTruthy();
  expect(screen.getByText("change, ‖Δ‖ = 0.250")).toBeTruthy();
  expect(screen.getByText("call 1, ‖g‖ = 1")).toBeTruthy();
  expect(screen.getByText("call 2, ‖g‖ = 2")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "call 2" }));
  await pause();
  expect(last()?.call).toEqual(B);
});

it("gives an input numbers that are typed, also what is none", async () => {
  render(<ValuesPanel trained={false} />);
  await userEvent.click(screen.getByRole("button", { name: "Draw" }));
  const field = screen.getByLabelText("x[0]");
  await userEvent.clear(field);
  await userEvent.type(field, "nan");
  await pause();
  expect(last()?.settings?.inputs.x).toMatchObject({ kind: "drawn", values: [null, 0], width: 2 });
});

it("takes a larger batch in training, and asks for other random numbers by a second press", async () => {
  render(<ValuesPanel trained={false} />);
  await userEvent.click(screen.getByLabelText("Training mode"));
  await pause();
  expect(last()?.settings).toMatchObject({ training: true, batch: 4 });
  await userEvent.click(screen.getByRole("button", { name: "Random" }));
  await pause();
  expect(last()?.settings?.inputs.x?.seed).toBe(1);
  expect(screen.queryByRole("button", { name: "Sample" })).toBeNull();
});

it("says why there are no values", () => {
  act(() => bus().emit("flow", { ...VIEW, values: null, detail: null, problem: "Not finished." }));
  render(<ValuesPanel trained={false} />);
  expect(screen.getByRole("status").textContent).toBe("Not finished.");
});

it("learns from the design's own data, sample by sample, at its optimizer's rate", async () => {
  render(<ValuesPanel trained={false} />);
  expect(screen.queryByLabelText("Sample of iris")).toBeNull();
  expect(screen.getByText(/made-up targets/)).toBeTruthy();
  act(() => want({ rate: 0.1 }));
  await userEvent.click(screen.getByRole("button", { name: "Learn from your data" }));
  await pause();
  expect(last()?.settings).toMatchObject({ rate: 0.03, inputs: { x: { kind: "data" } } });
  expect(screen.getByRole("option", { name: "0.03 (SGD’s)" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "The next sample" }));
  await userEvent.click(screen.getByRole("button", { name: "The next sample" }));
  await pause();
  expect(last()?.settings?.sample).toBe(2);
  const field = screen.getByLabelText("Sample of iris");
  await userEvent.clear(field);
  await userEvent.type(field, "121");
  await pause();
  expect(last()?.settings?.sample).toBe(1);
  expect(document.querySelector(".target")?.textContent).toBe("kind = 2");
});

it("says the loss of each head, and why its own data are not shown", async () => {
  const { values } = VIEW;
  if (!values?.step) throw new Error("no step");
  const heads = [
    { name: "kind", what: "Hinge", loss: 0.25, weight: 1 },
    { name: "size", what: "Huber", loss: 0.5, weight: 0.5 },
  ];
  const step = { ...values.step, heads, own: true, target: "sample 0 of `iris`" };
  const own = { ...OWN, problem: "The file is not at hand." };
  render(<ValuesPanel trained={false} />);
  act(() => bus().emit("flow", { ...VIEW, values: { ...values, step, own } }));
  await userEvent.click(screen.getByRole("button", { name: "Your data" }));
  expect(screen.getByText("The file is not at hand.")).toBeTruthy();
  expect(document.querySelector(".heads")?.textContent).toBe("kind 0.25 + size 0.5 × 0.5");
  expect(screen.queryByRole("button", { name: "Learn from your data" })).toBeNull();
});
