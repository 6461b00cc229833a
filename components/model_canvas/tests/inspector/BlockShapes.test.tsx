// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { connect } from "../../src/document/connect";
import { placeStored } from "../../src/document/storedBlock";
import { Inspector } from "../../src/inspector/Inspector";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { drawn, readyBlock, t } from "../fixtures/designs";

afterEach(cleanup);

it("a block that is given another shape than it takes is made to fit by a button", async () => {
  const base = drawn({ picture: ["keras.Input", { shape: [8, 8, 48] }, []] });
  const { design } = placeStored(base, "main", readyBlock("squeeze_and_excite"), [0, 120]);
  const wired = connect(design, "main", t("picture"), "squeeze_and_excite", "/args/0");
  const analysis = analysisOf();
  const outputs = [{ shape: [null, 8, 8, 48], dtype: "float32" }];
  const main = analysis.graphs.main;
  if (!main) throw new Error("no graph");
  main.nodes.picture = { state: "known", outputs };
  const store = storeWith(wired, analysis);
  store.getState().select(["squeeze_and_excite"]);
  draw(store, <Inspector />);
  await userEvent.setup().click(await screen.findByRole("button", { name: "Fit: channels=48" }));
  expect(store.getState().design.main.operations.squeeze_and_excite).toMatchObject({
    arguments: { channels: 48 },
  });
  expect(screen.queryByRole("button", { name: /^Fit/ })).toBeNull();
});
