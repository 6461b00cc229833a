// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { COMMANDS, GESTURES } from "../../src/actions/commands";
import { Shortcuts } from "../../src/canvas/Shortcuts";
import { StatusBar } from "../../src/canvas/StatusBar";
import { draw, storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";
import { withDialogs } from "../fixtures/dialogs";

afterEach(cleanup);

it("all commands that have a key are listed", async () => {
  withDialogs();
  draw(
    storeWith(gallery("mlp")),
    <>
      <StatusBar />
      <Shortcuts />
    </>,
  );
  await userEvent.setup().click(screen.getByRole("button", { name: "Keys" }));
  for (const { title, keys } of [...COMMANDS, ...GESTURES]) {
    if (keys) expect(screen.getAllByText(title).length).toBeGreaterThan(0);
  }
});
