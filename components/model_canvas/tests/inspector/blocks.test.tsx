// @vitest-environment jsdom
import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { askRepeat } from "../../src/actions/blocks";
import { Inspector } from "../../src/inspector/Inspector";
import { createUiStore } from "../../src/store/uiStore";
import { draw, storeWith } from "../fixtures/canvas";
import { analysed, gallery } from "../fixtures/designs";

afterEach(cleanup);

function open(design: Design, graph: string, selection: string[]) {
  const store = storeWith(design);
  store.getState().open(graph);
  store.getState().select(selection);
  draw(store, <Inspector />);
  return store;
}

const BLOCK = "residual_block_64";

describe("inside of a block", () => {
  it("an argument is lifted, depends on the parameter, and has a value of its own again", async () => {
    const user = userEvent.setup();
    const store = open(gallery("residual_blocks"), BLOCK, ["dense"]);
    const config = () => {
      const operation = store.getState().design.models[BLOCK]?.operations.dense;
      return operation?.kind === "layer" ? operation.config.units : null;
    };
    await user.click(screen.getByRole("button", { name: /^Lift units/ }));
    expect(config()).toEqual({ expression: "units" });
    expect(store.getState().design.models[BLOCK]?.parameters).toEqual({ units: 64 });
    const field = screen.getByLabelText<HTMLInputElement>(/^units/);
    await user.type(field, "x");
    expect(screen.getByText(/names unitsx/)).toBeTruthy();
    expect(config()).toEqual({ expression: "units" });
    await user.clear(field);
    await user.type(field, "2 * units");
    expect(config()).toEqual({ expression: "2 * units" });
    await user.click(screen.getByRole("button", { name: /^Give it the value 128/ }));
    expect(config()).toBe(128);
  });

  it("its parameters are renamed, changed and removed", async () => {
    const user = userEvent.setup();
    const store = open(gallery("residual_blocks"), BLOCK, ["dense"]);
    await user.click(screen.getByRole("button", { name: /^Lift units/ }));
    cleanup();
    store.getState().select([]);
    draw(store, <Inspector />);
    const block = () => store.getState().design.models[BLOCK];
    await user.type(screen.getByLabelText("Name of parameter units"), "_in");
    expect(block()?.parameters).toEqual({ units_in: 64 });
    await user.clear(screen.getByLabelText("Default of units_in"));
    expect(screen.getByRole("alert").textContent).toMatch(/^units_in must be/);
    await user.type(screen.getByLabelText("Default of units_in"), "32");
    expect(block()?.parameters).toEqual({ units_in: 32 });
    await user.click(screen.getByRole("button", { name: /^Remove units_in/ }));
    expect(block()?.parameters).toBeUndefined();
    expect(block()?.operations.dense).toMatchObject({ config: { units: 32 } });
  });
});

describe("a block", () => {
  it("has a value of its own for a parameter, a number of repeats, and a name", async () => {
    const user = userEvent.setup();
    const store = open(gallery("residual_blocks"), BLOCK, ["dense"]);
    await user.click(screen.getByRole("button", { name: /^Lift units/ }));
    cleanup();
    store.getState().open("main");
    store.getState().select([BLOCK]);
    draw(store, <Inspector />);
    const block = () => store.getState().design.main.operations[BLOCK];
    await user.type(screen.getByLabelText(/^units/), "16");
    expect(block()).toMatchObject({ arguments: { units: 16 } });
    await user.clear(screen.getByLabelText(/^units/));
    expect(block()).not.toHaveProperty("arguments");
    const times = screen.getByLabelText("How many times, one after another");
    await user.clear(times);
    expect(screen.getByRole("alert").textContent).toMatch(/1 to 1,000 times/);
    await user.type(times, "12");
    expect(block()).toMatchObject({ repeat: 12 });
    await user.type(screen.getByLabelText("Name of the block's definition"), "s");
    expect(store.getState().design.models[BLOCK]?.name).toBe(`${BLOCK}s`);
    await user.click(screen.getByRole("button", { name: "Make a copy" }));
    expect(Object.keys(store.getState().design.main.nodes)).toContain("residual_block_64s");
  });

  it("has its number of repeats under the cursor once that is asked for", async () => {
    const store = storeWith(gallery("residual_blocks"));
    const ui = createUiStore();
    store.getState().select([BLOCK]);
    draw(store, <Inspector />, ui);
    act(() => askRepeat(store, ui));
    expect(document.activeElement).toBe(screen.getByLabelText("How many times, one after another"));
    await userEvent.setup().keyboard("6");
    expect(store.getState().design.main.operations[BLOCK]).toMatchObject({ repeat: 6 });
    expect(ui.getState().repeating).toBeNull();
  });

  it("is given another shape than it is declared with: that is taken, or lifted", async () => {
    const user = userEvent.setup();
    const design = structuredClone(gallery("residual_blocks"));
    const store = storeWith(design, analysed(design));
    const found = store.getState().analysis?.result.graphs.main?.nodes.input_layer;
    if (found) found.outputs = [{ shape: [null, 5], dtype: "float32" }];
    store.getState().select([BLOCK]);
    draw(store, <Inspector />);
    expect(screen.getByText(/is declared with \(20,\) and is given \(5,\) here/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^Lift the shape/ }));
    expect(store.getState().design.models[BLOCK]?.parameters).toEqual({ shape: [20] });
    expect(store.getState().design.main.operations[BLOCK]).toMatchObject({
      arguments: { shape: [5] },
    });
  });
});
