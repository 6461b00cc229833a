// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { bus } from "../../../shared/bus";
import type { Design } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { addNode } from "../../src/document/nodes";
import { Inspector } from "../../src/inspector/Inspector";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { entry } from "../fixtures/catalogue";
import { OWN, withClasses } from "../fixtures/customLayers";
import { acrossBorders, drawn, gallery, sameCellTwice } from "../fixtures/designs";
import { args } from "../fixtures/entries";
import { FakeServer } from "../fixtures/server";

afterEach(cleanup);

function open(
  design: Design,
  selection: string[] = [],
  ...findings: Parameters<typeof analysisOf>
) {
  const store = storeWith(design, analysisOf(...findings));
  store.getState().select(selection);
  draw(store, <Inspector />);
  return store;
}

describe("a node", () => {
  it("is renamed as its name is typed; a name that is taken is not sent", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense"]);
    const name = screen.getByLabelText<HTMLInputElement>("Name");
    await user.clear(name);
    await user.type(name, "dense_1");
    expect(screen.getByRole("alert").textContent).toMatch(/already called "dense_1"/);
    await user.type(name, "x");
    expect(store.getState().design.main.operations.dense).toMatchObject({ name: "dense_1x" });
    expect(screen.queryByRole("alert")).toBeNull();
    store.getState().undo();
    expect(store.getState().design).toEqual(gallery("mlp"));
  });

  it("has its settings, sent into the design in one step of the history", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense"]);
    await user.clear(screen.getByLabelText(/^units/));
    await user.type(screen.getByLabelText(/^units/), "32");
    expect(store.getState().design.main.operations.dense).toMatchObject({ config: { units: 32 } });
    expect(store.getState().past).toHaveLength(1);
  });

  it("may be a custom layer: its arguments, and the way to its code", async () => {
    const design = structuredClone(gallery("mlp"));
    design.main.operations.dense = {
      kind: "layer",
      class_name: "LearnedScale",
      name: "scale",
      config: {},
      dtype: null,
      trainable: true,
      recorded: { outputs: [], params: 0, reason: "" },
    };
    const store = storeWith(design, analysisOf());
    const panels: string[] = [];
    const leave = bus().on("panel", (name) => panels.push(name));
    store.setState({
      catalogue: withClasses(OWN),
      custom: { entries: [], consent: "needed", building: "" },
    });
    store.getState().select(["dense"]);
    draw(store, <Inspector />);
    expect(screen.getByText(/its class is kept/)).toBeTruthy();
    expect(screen.queryByText("Recorded in the file")).toBeNull();
    expect(screen.queryByRole("link", { name: /docs/ })).toBeNull();
    await userEvent.type(screen.getByLabelText(/^initial/), "2");
    expect(store.getState().design.main.operations.dense).toMatchObject({ config: { initial: 2 } });
    await userEvent.click(screen.getByRole("button", { name: "Build it…" }));
    await userEvent.click(screen.getByRole("button", { name: "Edit code" }));
    expect(panels).toEqual(["Layer code", "Layer code"]);
    leave();
  });

  it("may be a placeholder: what the file recorded of it, to be read only", () => {
    const design = structuredClone(gallery("mlp"));
    design.main.operations.dense = {
      kind: "layer",
      class_name: "my.layers.Twice",
      name: "twice",
      config: { factor: 2, code: "x".repeat(500) },
      dtype: null,
      trainable: true,
      recorded: { outputs: [{ shape: [null, 7], dtype: "float16" }], params: 0, reason: "" },
    };
    open(design, ["dense"]);
    expect(screen.getByText("my.layers.Twice")).toBeTruthy();
    expect(screen.getByText("(None, 7) float16")).toBeTruthy();
    const config = screen.getByText(/"factor": 2/);
    expect(config.textContent).toMatch(/x… \(500 characters\)/);
    expect(screen.queryByLabelText(/^units/)).toBeNull();
  });

  it("that is a block tells whose weights it begins with, and can begin with random ones", async () => {
    const user = userEvent.setup();
    const design = structuredClone(gallery("residual_blocks"));
    const [id, block] = Object.entries(design.models)[0] ?? [];
    if (!id || !block) throw new Error("no block");
    block.pretrained = [
      { class_name: "keras.applications.VGG16", config: { weights: "imagenet" } },
    ];
    const { nodes, operations } = design.main;
    const node = Object.keys(nodes).find(
      (key) => operations[nodes[key]?.operation ?? ""]?.kind === "model",
    );
    const store = open(design, [String(node)]);
    expect(screen.getByText(/take the imagenet weights of VGG16/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /Begin with random weights/ }));
    expect(store.getState().design.models[id]).not.toHaveProperty("pretrained");
    expect(screen.queryByText(/weights of VGG16/)).toBeNull();
  });

  it("that is a whole model can be opened up", async () => {
    const user = userEvent.setup();
    const design = addNode(gallery("mlp"), "main", entry("MobileNetV2"), [0, 0]).design;
    const store = open(design, ["mobile_net_v2"]);
    const server = new FakeServer(store);
    await user.click(screen.getByRole("button", { name: "Open it up" }));
    expect(server.wishes).toEqual([{ type: "open_up", graph: "main", operation: "mobile_net_v2" }]);
    expect(store.getState().busy).toBe("Opening it up");
  });

  it("may be a whole model, of which only the last layers train", async () => {
    const user = userEvent.setup();
    const design = addNode(gallery("mlp"), "main", entry("MobileNetV2"), [0, 0]).design;
    const store = open(design, ["mobile_net_v2"]);
    const model = () => store.getState().design.main.operations.mobile_net_v2;
    expect(model()).toMatchObject({ config: { include_top: false, weights: "imagenet" } });
    expect(screen.queryByLabelText("dtype policy")).toBeNull();
    const last = screen.getByLabelText(/^Train only the last/);
    await user.type(last, "20");
    expect(model()).toMatchObject({ trainable_layers: 20 });
    expect(store.getState().past).toHaveLength(1);
    await user.clear(last);
    expect(model()).not.toHaveProperty("trainable_layers");
    await user.click(screen.getByLabelText("trainable"));
    expect(screen.queryByLabelText(/^Train only the last/)).toBeNull();
    await user.selectOptions(screen.getByLabelText(/^weights/), "None");
    expect(model()).toMatchObject({
      trainable: false,
      config: { include_top: false, weights: null },
    });
  });

  it("is connected, reordered and disconnected by keyboard controls", async () => {
    const user = userEvent.setup();
    const design = addNode(gallery("two_headed_mlp"), "main", entry("Add"), [0, 0]).design;
    const store = open(design, ["add"]);
    const add = () => args(store.getState().design, "add");
    await user.selectOptions(screen.getByLabelText("inputs"), "digit");
    await user.selectOptions(screen.getByLabelText("+"), "is_hard");
    expect(add()).toEqual([[tensor("digit"), tensor("is_hard")]]);
    await user.click(screen.getByRole("button", { name: "Move inputs[1] up" }));
    expect(add()).toEqual([[tensor("is_hard"), tensor("digit")]]);
    await user.click(screen.getByRole("button", { name: "Disconnect inputs[0]" }));
    expect(add()).toEqual([[tensor("digit")]]);
  });

  it("is not offered what depends on it", () => {
    open(gallery("mlp"), ["dense"]);
    const options = within(screen.getByLabelText("inputs")).getAllByRole("option");
    const names = options.map((option) => option.textContent);
    expect(names).toContain("input_layer");
    expect(names).not.toContain("dense_1");
  });

  it("takes a number where an op takes one", async () => {
    const user = userEvent.setup();
    const design = addNode(gallery("mlp"), "main", entry("ops.add"), [0, 0]).design;
    const store = open(design, ["add"]);
    await user.selectOptions(screen.getByLabelText("x2"), "a number");
    await user.clear(screen.getByLabelText("x2 as a number"));
    await user.type(screen.getByLabelText("x2 as a number"), "2.5");
    expect(args(store.getState().design, "add")[1]).toBe(2.5);
    await user.selectOptions(screen.getByLabelText("x2"), "Connect from…");
    expect(args(store.getState().design, "add")[1]).toEqual(MISSING);
  });

  it("has shapes as tuples, and an index as in Python", async () => {
    const user = userEvent.setup();
    const shaped = addNode(gallery("mlp"), "main", entry("ops.reshape"), [0, 0]).design;
    const design = addNode(shaped, "main", entry("ops.get_item"), [0, 0]).design;
    const store = open(design, ["reshape"]);
    const kwargs = (id: string) => store.getState().design.main.nodes[id]?.kwargs;
    await user.type(screen.getByLabelText(/^newshape/), "-1, 7");
    expect(kwargs("reshape")).toEqual({ newshape: { tuple: [-1, 7] } });
    cleanup();
    store.getState().select(["get_item"]);
    draw(store, <Inspector />);
    await user.type(screen.getByLabelText(/^key/), ":, x");
    expect(screen.getByText(/must be an index as in Python/)).toBeTruthy();
    await user.clear(screen.getByLabelText(/^key/));
    await user.type(screen.getByLabelText(/^key/), ":, 0");
    const rows = { slice: [null, null, null] };
    expect(kwargs("get_item")).toEqual({ key: { tuple: [rows, 0] } });
  });

  it("has call arguments, by keyword or by position", async () => {
    const user = userEvent.setup();
    const design = addNode(gallery("dropout_mlp"), "main", entry("ops.einsum"), [0, 0]).design;
    const store = open(design, ["dropout"]);
    await user.click(screen.getByText("This call"));
    await user.selectOptions(screen.getByLabelText("training"), "False");
    expect(store.getState().design.main.nodes.dropout?.kwargs).toEqual({ training: false });
    await user.selectOptions(screen.getByLabelText("training"), "not set");
    expect(store.getState().design.main.nodes.dropout?.kwargs).toEqual({});
    cleanup();
    store.getState().select(["einsum"]);
    draw(store, <Inspector />);
    await user.type(screen.getByLabelText(/^subscripts/), "ab,bc->ac");
    expect(args(store.getState().design, "einsum")[0]).toBe("ab,bc->ac");
  });

  it("that calls a block may be called with training=False", async () => {
    const user = userEvent.setup();
    const blocks = gallery("residual_blocks");
    const [block = ""] = Object.keys(blocks.main.nodes).filter(
      (id) => blocks.main.operations[blocks.main.nodes[id]?.operation ?? ""]?.kind === "model",
    );
    const store = open(blocks, [block]);
    await user.click(screen.getByText("This call"));
    await user.selectOptions(screen.getByLabelText("training"), "False");
    expect(store.getState().design.main.nodes[block]?.kwargs).toEqual({ training: false });
  });

  it("is shared and separated", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense"]);
    await user.click(screen.getByRole("button", { name: "Call again" }));
    expect(store.getState().selection).toEqual(["dense_call_2"]);
    expect(screen.getByText("2 calls, one set of weights")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Make a copy" }));
    expect(store.getState().design.main.nodes.dense_call_2?.operation).not.toBe("dense");
    await user.selectOptions(screen.getByLabelText("Use layer"), "dense_1");
    expect(store.getState().design.main.nodes.dense_call_2?.operation).toBe("dense_1");
  });

  it("is an output of the model or not", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense"]);
    await user.click(screen.getByLabelText("model output"));
    expect(store.getState().design.main.outputs).toEqual(expect.arrayContaining([tensor("dense")]));
    await user.click(screen.getByLabelText(/model output 2 of 2/));
    expect(store.getState().design.main.outputs).toEqual(tensor("dense_2"));
  });

  it("shows its findings and applies a fix", async () => {
    const user = userEvent.setup();
    const fix = {
      title: "Set units to 8",
      patch: [{ op: "replace", path: "/main/operations/dense/config/units", value: 8 }],
    };
    const store = open(
      gallery("mlp"),
      ["dense"],
      { message: "`dense` is too wide", nodes: ["dense"], fix },
      { message: "another node", nodes: ["dense_1"] },
      { message: "a reason", code: "not-a-chain", nodes: ["dense"] },
    );
    expect(screen.queryByText("another node")).toBeNull();
    expect(screen.queryByText("a reason")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Set units to 8" }));
    expect(store.getState().design.main.operations.dense).toMatchObject({ config: { units: 8 } });
  });

  it("of a class that this Keras lacks says so", () => {
    const mlp = gallery("mlp");
    const { dense } = mlp.main.operations;
    const strange = { ...dense, class_name: "keras.layers.Gone" } as typeof dense;
    const operations = { ...mlp.main.operations, dense: strange } as Design["main"]["operations"];
    open({ ...mlp, main: { ...mlp.main, operations } }, ["dense"]);
    expect(screen.getByText("keras.layers.Gone")).toBeTruthy();
    expect(screen.getByText(/not in the catalogue/)).toBeTruthy();
  });
});

describe("a layer in a block and outside", () => {
  it("is edited and renamed for both, and leads to its other call", async () => {
    const user = userEvent.setup();
    const store = open(acrossBorders(), ["shared"]);
    await user.clear(screen.getByLabelText(/^units/));
    await user.type(screen.getByLabelText(/^units/), "7");
    const name = screen.getByLabelText("Name");
    await user.clear(name);
    await user.type(name, "encoder{Enter}");
    expect(store.getState().design.operations?.shared).toMatchObject({
      name: "encoder",
      config: { units: 7 },
    });
    await user.click(screen.getByRole("button", { name: "block" }));
    expect(store.getState()).toMatchObject({ graph: "block", selection: ["shared"] });
    expect(screen.getByRole("button", { name: "the main model" })).toBeTruthy();
  });

  it("becomes its own, and is shared again", async () => {
    const user = userEvent.setup();
    const store = open(acrossBorders(), ["shared"]);
    await user.click(screen.getByRole("button", { name: "Make it its own" }));
    expect(store.getState().design.operations).toBeUndefined();
    await user.selectOptions(
      screen.getByLabelText("Share with a layer of another model"),
      "shared",
    );
    expect(store.getState().design).toEqual(acrossBorders());
    store.getState().undo();
    expect(store.getState().design.operations).toBeUndefined();
  });
});

describe("an argument that is one object at several places", () => {
  it("is shown by its name, edited once, and not lost by what else is set", async () => {
    const user = userEvent.setup();
    const store = open(sameCellTwice(), ["rnn"]);
    const before = store.getState().design.main.operations.rnn;
    expect(screen.getAllByDisplayValue("cell (shared)")).toHaveLength(2);
    const units = screen.getByLabelText(/^units/);
    await user.clear(units);
    await user.type(units, "9");
    expect(store.getState().design.operations?.cell).toMatchObject({ config: { units: 9 } });
    expect(store.getState().design.main.operations.rnn).toBe(before);
    await user.click(screen.getByLabelText(/^return_sequences/));
    expect(store.getState().design.main.operations.rnn).toMatchObject({
      config: {
        cell: { config: { cells: [{ operation: "cell" }, { operation: "cell" }] } },
        return_sequences: true,
      },
    });
    expect(screen.queryByText(/must be/)).toBeNull();
    await user.click(screen.getAllByRole("button", { name: /^Remove cell/ })[1] ?? units);
    expect(store.getState().design.main.operations.rnn).toMatchObject({
      config: { cell: { config: { cells: [{ operation: "cell" }] } } },
    });
  });

  it("comes to be by using an argument again", async () => {
    const user = userEvent.setup();
    const cell = { class_name: "keras.layers.LSTMCell", config: { units: 6 } };
    const { x } = sameCellTwice().main.operations;
    const plain = drawn({ x: ["keras.Input", {}, []], rnn: ["RNN", { cell }, []] });
    if (x) plain.main.operations.x = x;
    const store = open(plain, ["rnn"]);
    await user.click(screen.getByRole("button", { name: /^Use the same LSTMCell again/ }));
    expect(store.getState().design.main.operations.rnn).toMatchObject({
      config: { cell: [{ operation: "lstm_cell" }, { operation: "lstm_cell" }] },
    });
    store.getState().undo();
    expect(store.getState().design).toEqual(plain);
  });

  it("is a block where it is an instance of one, and leads into it", async () => {
    const user = userEvent.setup();
    const { block } = acrossBorders().models;
    const design = drawn({
      x: ["keras.Input", { shape: [3, 4] }, []],
      each: ["TimeDistributed", { layer: { operation: "encoder" } }, [tensor("x")]],
    });
    const encoder = { kind: "model", model: "block", name: "encoder", trainable: true } as const;
    const store = open({ ...design, models: block ? { block } : {}, operations: { encoder } }, [
      "each",
    ]);
    expect(screen.getByDisplayValue("encoder (block)")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "block" }));
    expect(store.getState().graph).toBe("block");
  });

  it("that the design does not have says so", () => {
    const { operations: _, ...design } = sameCellTwice();
    open(design, ["rnn"]);
    expect(screen.getByText('The design has no layer "cell" any more.')).toBeTruthy();
  });
});
