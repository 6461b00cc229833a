// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Offer } from "../../../shared/types.gen";
import { described, ModelChoice } from "../../src/topbar/ModelChoice";
import { draw, storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";
import { withDialogs } from "../fixtures/dialogs";
import { FakeServer } from "../fixtures/server";

beforeAll(withDialogs);
afterEach(cleanup);

function offer(name: string, more: Partial<Offer> = {}): Offer {
  const layers = ["Dense 8", "Dense 8", "Dense 1"];
  const told = { title: name, line: 3, kind: "Sequential", layers, count: 3, likely: false };
  return { name, ...told, ...more };
}

function ask(...models: Offer[]) {
  const store = storeWith(gallery("mlp"), null);
  store.setState({ choice: { id: "1", name: "the pasted code", models } });
  const server = new FakeServer(store);
  draw(store, <ModelChoice />);
  return server;
}

describe("the question which model is meant", () => {
  it("tells models of one name apart, and begins with the likely one", async () => {
    const user = userEvent.setup();
    const server = ask(
      offer("sequential", { title: "model" }),
      offer("sequential_1", { title: "model", line: 40, likely: true }),
      offer("model", { line: 90 }),
    );
    const likely = screen.getByRole("button", { name: /line 40/ });
    expect(document.activeElement).toBe(likely);
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("line 90");
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(server.wishes).toEqual([{ type: "choose", name: "sequential_1" }]);
  });

  it("says what a model is made of", () => {
    expect(described(offer("m"))).toBe("Sequential, 3 layers: 2 × Dense 8, Dense 1");
    expect(described(offer("m", { layers: ["LSTM 4"], count: 1 }))).toBe(
      "Sequential, 1 layer: LSTM 4",
    );
    expect(described(offer("m", { kind: "VAE", layers: [], count: 0 }))).toBe("VAE");
    expect(described(offer("m", { count: 50 }))).toMatch(/^Sequential, 50 layers.*, …$/);
  });
});
