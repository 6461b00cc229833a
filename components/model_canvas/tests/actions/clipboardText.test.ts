// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { copyText, pasted, pasteText, takeGiven } from "../../src/actions/clipboardText";
import { copySelection } from "../../src/actions/editSelection";
import { clipToText } from "../../src/document/clipText";
import type { CanvasStore } from "../../src/store/canvasState";
import { storeWith } from "../fixtures/canvas";
import { drawn, t } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

let store: CanvasStore;
let server: FakeServer;

const main = () => store.getState().design.main;

const CODE = "x = layers.Dense(5)(x)";

const PIECE = drawn({
  open: ["keras.Input", {}, []],
  dense: ["Dense", { units: 5 }, [t("open")]],
  last: ["Dense", { units: 1 }, [t("dense")]],
});

beforeEach(() => {
  store = storeWith(
    drawn({ x: ["keras.Input", { shape: [4] }, []], dense: ["Dense", { units: 2 }, [t("x")]] }),
  );
  server = new FakeServer(store);
});

it("code is drawn where there is nothing, and else asked for as a piece", () => {
  expect(pasted(store, CODE, null)).toBe(true);
  expect(server.wishes.at(-1)).toMatchObject({ type: "piece", text: CODE });
  store.setState({ design: drawn({}) });
  expect(pasted(store, CODE, null)).toBe(true);
  expect(server.wishes.at(-1)).toMatchObject({ type: "source", text: CODE });
  expect(pasted(store, "nothing of ours", null)).toBe(false);
});

it("a piece is pasted in one step, below what is selected and wired to it", () => {
  store.getState().select(["dense"]);
  pasted(store, CODE, null);
  const said = { text: "why", node: "dense", color: "yellow" };
  takeGiven(store, { piece: { ...PIECE, comments: { main: { c: said } } } });
  expect(Object.keys(main().nodes)).toEqual(["x", "dense", "dense_1", "last"]);
  expect(store.getState().design.comments?.main).toEqual({ c: { ...said, node: "dense_1" } });
  expect(main().nodes.dense_1?.args).toEqual([t("dense")]);
  expect(main().nodes.last?.args).toEqual([t("dense_1")]);
  expect(store.getState().past.map(({ label }) => label)).toEqual(["Paste code"]);
  const [first, second] = ["dense_1", "last"].map(
    (id) => store.getState().design.positions.main?.[id],
  );
  expect((second?.[1] ?? 0) - (first?.[1] ?? 0)).toBeGreaterThan(48);
});

it("a whole model can still be drawn by itself", () => {
  pasted(store, CODE, null);
  takeGiven(store, {
    piece: drawn({ y: ["keras.Input", { shape: [3] }, []], out: ["Dense", {}, [t("y")]] }),
  });
  store.getState().suggestion?.act();
  expect(Object.keys(main().nodes)).toEqual(["x", "dense"]);
  expect(server.wishes.at(-1)).toMatchObject({ type: "source", text: CODE });
});

it("what was copied here is pasted where the browser keeps its clipboard to itself", async () => {
  store.getState().select(["dense"]);
  expect(copyText(store)).toBe(true);
  await pasteText(store, [480, 160]);
  expect(store.getState().design.positions.main?.dense_1).toBeUndefined();
  expect(Object.keys(main().nodes)).toEqual(["x", "dense", "dense_1"]);
});

it("says which block is left out, since it would contain itself", () => {
  const inner = drawn({ i: ["keras.Input", { shape: [4] }, []], d: ["Dense", {}, [t("i")]] });
  const block = { kind: "model" as const, model: "cell", name: "my_cell", trainable: true };
  const { design } = store.getState();
  const main = {
    ...design.main,
    operations: { ...design.main.operations, my_cell: block },
    nodes: { ...design.main.nodes, my_cell: { operation: "my_cell", args: [t("x")], kwargs: {} } },
  };
  store.setState({ design: { ...design, main, models: { cell: inner.main } } as never });
  store.getState().select(["my_cell", "dense"]);
  const clip = copySelection(store);
  store.setState({ graph: "cell", selection: [] });
  expect(pasted(store, clipToText(clip as never), null)).toBe(true);
  const { design: after, past, notice } = store.getState();
  expect(Object.keys(after.models.cell?.nodes ?? {})).toEqual(["i", "d", "dense"]);
  expect(past).toHaveLength(1);
  expect(notice?.text).toContain("my_cell is left out: a block can't contain itself");
});
