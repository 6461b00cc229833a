// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { CalloutContext, ProblemCallout } from "../../src/canvas/ProblemCallout";
import { StoreContext } from "../../src/store/StoreContext";
import { createUiStore, UiContext } from "../../src/store/uiStore";
import { graphView } from "../../src/view/graphView";
import { analysisOf, storeWith } from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

afterEach(cleanup);

const DESIGN = drawn({
  x: ["keras.Input", { shape: [4] }, []],
  dense: ["Dense", { units: 2 }, [t("x")]],
});

function viewWith(...messages: string[]) {
  const analysis = analysisOf(...messages.map((message) => ({ nodes: ["dense"], message })));
  const subject = { design: DESIGN, graphId: "main", catalogue: CATALOGUE, analysis };
  const view = graphView(subject, null).byId.get("dense");
  if (!view) throw new Error("no node");
  return view;
}

it("what comes up in the middle of a gesture waits for its end", () => {
  const ui = createUiStore();
  const store = storeWith(DESIGN);
  const part = (...messages: string[]) => (
    <StoreContext value={store}>
      <UiContext value={ui}>
        <CalloutContext value={new Map([["dense", "left"]])}>
          <ProblemCallout view={viewWith(...messages)} selected={false} />
        </CalloutContext>
      </UiContext>
    </StoreContext>
  );
  const { rerender, container } = render(part());
  act(() => ui.setState({ moving: true }));
  rerender(part("It does not fit."));
  expect(screen.queryByText("It does not fit.")).toBeNull();
  act(() => ui.setState({ moving: false }));
  expect(screen.getByText("It does not fit.")).toBeTruthy();
  expect(container.querySelector(".callout-left")).toBeTruthy();
  act(() => ui.setState({ moving: true }));
  rerender(part("Another."));
  expect(screen.getByText("It does not fit.")).toBeTruthy();
});
