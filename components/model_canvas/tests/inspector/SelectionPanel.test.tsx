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

describe("several nodes", () => {
  it("are frozen and given a dtype at once", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense", "dense_1"]);
    await user.click(screen.getByLabelText("trainable"));
    await user.selectOptions(screen.getByLabelText("dtype policy"), "float16");
    const { dense, dense_1, dense_2 } = store.getState().design.main.operations;
    expect(dense).toMatchObject({ trainable: false, dtype: "float16" });
    expect(dense_1).toMatchObject({ trainable: false, dtype: "float16" });
    expect(dense_2).toMatchObject({ trainable: true, dtype: null });
    expect(store.getState().past).toHaveLength(2);
  });

  it("of one class can share one layer", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense", "dense_1"]);
    await user.click(screen.getByRole("button", { name: "Share one layer" }));
    expect(store.getState().design.main.nodes.dense_1?.operation).toBe("dense");
  });

  it("are duplicated and deleted", async () => {
    const user = userEvent.setup();
    const store = open(gallery("mlp"), ["dense", "dense_1"]);
    await user.click(screen.getByRole("button", { name: "Duplicate" }));
    expect(Object.keys(store.getState().design.main.nodes)).toHaveLength(6);
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(store.getState().design).toEqual(gallery("mlp"));
  });
});
