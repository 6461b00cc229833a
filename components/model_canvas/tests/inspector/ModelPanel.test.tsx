// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { Inspector } from "../../src/inspector/Inspector";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

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

describe("the model", () => {
  it("has a name, a policy, and its inputs and outputs in order and by key", async () => {
    const user = userEvent.setup();
    const store = open(gallery("two_headed_mlp"));
    await user.selectOptions(screen.getByLabelText("dtype policy"), "mixed_float16");
    expect(store.getState().design.dtype_policy).toBe("mixed_float16");
    await user.click(screen.getByRole("button", { name: "Move metadata up" }));
    expect(store.getState().design.main.inputs).toEqual(["metadata", "pixels"]);
    const [inputsByKey] = screen.getAllByLabelText("by key");
    if (inputsByKey) await user.click(inputsByKey);
    await user.type(screen.getByLabelText("Key of pixels"), "_in");
    expect(store.getState().design.main.inputs).toEqual({
      dict: { metadata: "metadata", pixels_in: "pixels" },
    });
    await user.clear(screen.getByLabelText("Key of pixels"));
    expect(screen.getByRole("alert").textContent).toBe("A key cannot be empty.");
    await user.click(screen.getByRole("button", { name: "is_hard" }));
    expect(store.getState().selection).toEqual(["is_hard"]);
  });

  it("of a block is said to be one", () => {
    const blocks = gallery("residual_blocks");
    const [model = ""] = Object.keys(blocks.models);
    const store = storeWith(blocks);
    store.getState().open(model);
    draw(store, <Inspector />);
    expect(screen.getByText(/every instance of it changes/)).toBeTruthy();
    expect(screen.queryByLabelText("dtype policy")).toBeNull();
  });
});
