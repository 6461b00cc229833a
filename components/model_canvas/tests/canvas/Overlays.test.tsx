// @vitest-environment jsdom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Canvas as CanvasType } from "../../src/canvas/Canvas";
import { setConfig } from "../../src/document/settings";
import { withoutResizes } from "../fixtures/browser";
import type * as Fixtures from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, t } from "../fixtures/designs";

const rendered = vi.fn();

vi.mock("../../src/canvas/LensSwitch", () => ({
  LensSwitch: () => {
    rendered();
    return <p>lens</p>;
  },
}));

let Canvas: typeof CanvasType;
let fixtures: typeof Fixtures;

// Files of tests share their modules: those of another have the switch as it is.
beforeAll(async () => {
  vi.resetModules();
  ({ Canvas } = await import("../../src/canvas/Canvas"));
  fixtures = await import("../fixtures/canvas");
});
beforeEach(() => {
  withoutResizes();
});
afterEach(cleanup);

it("what lies over the drawing is not rendered with each edit", () => {
  const design = drawn({
    x: ["keras.Input", { shape: [4] }, []],
    a: ["Dense", { units: 2 }, [t("x")]],
  });
  const store = fixtures.storeWith(design, analysed(design));
  fixtures.draw(store, <Canvas />);
  expect(screen.getByText("lens")).toBeTruthy();
  rendered.mockClear();
  const schema = CATALOGUE.find("keras.layers.Dense")?.schema;
  act(() => {
    const { edit } = store.getState();
    edit("Set units", (before) => setConfig(before, "main", "a", "units", 3, schema as never));
  });
  expect(store.getState().past).toHaveLength(1);
  expect(rendered).not.toHaveBeenCalled();
});
