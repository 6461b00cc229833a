// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { addNode } from "../../src/document/nodes";
import { callAgain } from "../../src/document/sharing";
import { Inspector } from "../../src/inspector/Inspector";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { entry } from "../fixtures/catalogue";
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

describe("a second call", () => {
  it("is told from the first where inputs are chosen", () => {
    const design = callAgain(gallery("mlp"), "main", "dense").design;
    open(addNode(design, "main", entry("Add"), [0, 0]).design, ["add"]);
    const options = within(screen.getByLabelText("inputs")).getAllByRole("option");
    expect(options.map((option) => option.textContent)).toContain("dense (call 2)");
  });
});
