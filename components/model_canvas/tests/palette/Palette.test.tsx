// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { tensor } from "../../src/document/argument";
import { Palette } from "../../src/palette/Palette";
import { DRAG_TYPE } from "../../src/ui/paletteDrag";
import { draw, storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";
import { args } from "../fixtures/entries";

beforeAll(() => {
  // jsdom lays nothing out and therefore cannot scroll.
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);

const search = () => screen.getByRole("combobox");

describe("the palette", () => {
  it("builds a chain by keyboard alone, each layer after the one before", async () => {
    const user = userEvent.setup();
    const store = storeWith(emptyDesign());
    draw(store, <Palette />);
    for (const name of ["input", "dense", "dense"]) {
      await user.type(search(), `${name}{Enter}{Escape}`);
    }
    expect(args(store.getState().design, "dense")).toEqual([tensor("input_layer")]);
    expect(args(store.getState().design, "dense_1")).toEqual([tensor("dense")]);
    expect(store.getState().selection).toEqual(["dense_1"]);
  });

  it("puts a layer into the selected edge", async () => {
    const user = userEvent.setup();
    const store = storeWith(gallery("mlp"));
    store.getState().select([], ["dense_1:/args/0"]);
    draw(store, <Palette />);
    await user.type(search(), "dropout{Enter}");
    expect(args(store.getState().design, "dropout")).toEqual([tensor("dense")]);
    expect(args(store.getState().design, "dense_1")).toEqual([tensor("dropout")]);
  });

  it("is walked with the arrow keys; categories fold", async () => {
    const user = userEvent.setup();
    draw(storeWith(emptyDesign()), <Palette />);
    await user.click(search());
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    const heading = screen.getByRole("treeitem", { name: /Core/ });
    expect(search().getAttribute("aria-activedescendant")).toBe(heading.id);
    expect(heading.getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{ArrowLeft}");
    expect(heading.getAttribute("aria-expanded")).toBe("false");
    await user.keyboard("{Enter}");
    expect(heading.getAttribute("aria-expanded")).toBe("true");
  });

  it("says what a layer is for, and what to drop", () => {
    draw(storeWith(emptyDesign()), <Palette />);
    const [dense] = screen.getAllByRole("treeitem", { name: /^Dense$|Core.*Dense/ });
    if (!dense) throw new Error("no Dense");
    expect(dense.title).toMatch(/densely-connected/);
    const carried = new Map<string, string>();
    const dataTransfer = { setData: (type: string, value: string) => carried.set(type, value) };
    fireEvent.dragStart(dense, { dataTransfer });
    expect(carried.get(DRAG_TYPE)).toBe("keras.layers.Dense");
  });

  it("says so when nothing matches", async () => {
    const user = userEvent.setup();
    draw(storeWith(emptyDesign()), <Palette />);
    await user.type(search(), "zzz");
    expect(screen.getByText(/Nothing in Keras matches/)).toBeTruthy();
  });

  it("is searched from anywhere with a slash", async () => {
    const user = userEvent.setup();
    draw(
      storeWith(emptyDesign()),
      <>
        <button type="button">elsewhere</button>
        <Palette />
      </>,
    );
    screen.getByText("elsewhere").focus();
    await user.keyboard("/");
    expect(document.activeElement).toBe(search());
    await user.keyboard("/");
    expect((search() as HTMLInputElement).value).toBe("/");
  });
});
