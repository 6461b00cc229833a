// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Boundary } from "../src/Boundary";
import { useCanvas } from "../src/store/StoreContext";
import { draw, storeWith } from "./fixtures/canvas";
import { gallery } from "./fixtures/designs";

afterEach(cleanup);

function Drawing() {
  const name = useCanvas((state) => state.design.name);
  if (name === "broken") throw new Error("cannot draw");
  return <p>{name}</p>;
}

test("what cannot be drawn is told, and undo brings the drawing back", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const store = storeWith(gallery("mlp"));
  store.getState().edit("Break", (design) => ({ ...design, name: "broken" }));
  draw(
    store,
    <Boundary>
      <Drawing />
    </Boundary>,
  );
  expect(screen.getByRole("alert").textContent).toContain("Nothing is lost");
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(screen.getByText("mlp")).toBeTruthy();
});
